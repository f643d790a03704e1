import type { UnmanagedFinding } from "../../organization/unmanaged.ts";
import { junitDocument, outcome, type Suite, type TestCase } from "../../report/junit.ts";
import { visible } from "../../terminal/text.ts";
import { describeFinding } from "./describe.ts";
import {
  type CheckedStack,
  type DriftReport,
  elsewhereByOrganization,
  findingsOf,
  managedBy,
  type ResourceFinding,
  unmanagedByOrganization,
} from "./report.ts";

/**
 * The report as JUnit XML, for CI systems that show tests. A stack is a suite, and a resource is a case. Drift is a failure,
 * and a check that could not be done is an error.
 */
export function formatJunit(report: DriftReport): string {
  const suites = [
    ...report.stacks.map((stack) => stackSuite(report, stack)),
    ...unmanagedSuites(report),
    ...elsewhereSuites(report),
  ];
  return junitDocument("drift", report.checkedAt, suites);
}

function stackSuite(report: DriftReport, stack: CheckedStack): Suite {
  const name = visible(stack.name);
  const byUrn = Map.groupBy(findingsOf(report, stack), ({ resource }) => resource.urn);
  const resources = new Map(stack.checked.map(({ urn, name }) => [urn, name]));
  // A client with an unknown secret may be one that could not be compared.
  for (const [urn, [finding]] of byUrn) if (finding !== undefined) resources.set(urn, finding.resource.name);
  return {
    name,
    cases: [
      ...[...resources].map(([urn, resource]) => resourceCase(name, resource, byUrn.get(urn) ?? [])),
      ...stack.errors.map((error, index) => ({
        "@classname": name,
        "@name": index === 0 ? "check" : `check ${index + 1}`,
        error: outcome("broken", error.split("\n").map(visible)),
      })),
    ],
  };
}

function resourceCase(stack: string, resource: string, findings: readonly ResourceFinding[]): TestCase {
  const named = { "@classname": stack, "@name": visible(resource) };
  if (findings.length === 0) return named;
  const lines = findings.map((finding) => {
    const { what, expected, actual } = describeFinding(finding);
    return `${what}: expected ${expected.join(", ")}; actual ${actual.join(", ")}`;
  });
  return { ...named, failure: outcome([...new Set(findings.map(({ kind }) => kind))].join(" "), lines) };
}

function unmanagedSuites(report: DriftReport): readonly Suite[] {
  if (report.unmanaged === "notAskedFor") return [];
  const name = "unmanaged clients";
  if (report.unmanaged === "unknown") {
    return [
      {
        name,
        cases: [{ "@classname": name, "@name": name, error: outcome("unknown", ["not every stack could be checked"]) }],
      },
    ];
  }
  const groups = unmanagedByOrganization(report);
  if (groups.length === 0) return [{ name, cases: [{ "@classname": name, "@name": "none" }] }];
  return groups.map(({ organization, findings }) => {
    const suite = `${name} of ${visible(organization.name)}`;
    return { name: suite, cases: findings.map((finding) => unmanagedCase(suite, finding)) };
  });
}

/** Passed cases: these clients are managed. */
function elsewhereSuites(report: DriftReport): readonly Suite[] {
  return elsewhereByOrganization(report).map(({ organization, clients }) => {
    const name = `clients of other stacks in ${visible(organization.name)}`;
    const cases = clients.map(({ client, owner }) => ({
      "@classname": name,
      "@name": `${visible(client.name)} (${visible(client.id)}) ${visible(managedBy(owner))}`,
    }));
    return { name, cases };
  });
}

function unmanagedCase(suite: string, { client, createdBy, dateCreated, owner }: UnmanagedFinding): TestCase {
  const marked = owner === undefined ? "" : `; marked as ${managedBy(owner)}`;
  const text = `no given stack has it; created ${dateCreated ?? "at an unknown time"} by ${createdBy ?? "an unknown user or client"}${marked}`;
  return {
    "@classname": suite,
    "@name": `${visible(client.name)} (${visible(client.id)})`,
    failure: outcome("unmanaged", [visible(text)]),
  };
}
