import { junitDocument, outcome, type Suite, type TestCase } from "../../report/junit.ts";
import { visible } from "../../terminal/text.ts";
import { type AuditedOrganization, type AuditFinding, type AuditReport, isFailed, remarkOn } from "./report.ts";

/**
 * The report as JUnit XML, for CI systems that show tests. An organisation is a suite, a rule is a case, and its findings are the
 * lines of its failure. What could not be checked is an error. A rule that was left out has no case.
 */
export function formatJunit(report: AuditReport): string {
  const suites = [
    ...report.organizations.map((organization) => organizationSuite(report, organization)),
    ...report.stacks.flatMap(({ name, errors }) => errorSuite(name, errors)),
    ...errorSuite("audit", report.errors),
  ];
  return junitDocument("audit", report.checkedAt, suites);
}

function organizationSuite({ findings }: AuditReport, organization: AuditedOrganization): Suite {
  const name = visible(organization.name);
  const cases = organization.rules
    .filter(({ status }) => status === "checked" || status === "incomplete" || status === "notChecked")
    .flatMap((rule): readonly TestCase[] => {
      const named = { "@classname": name, "@name": rule.id };
      const own = findings.filter((finding) => finding.organization.id === organization.id && finding.rule === rule.id);
      // Findings that are only for information fail nothing, as in the exit code.
      const isFailure = own.some(({ severity }) => severity !== "info");
      return [
        ...(isFailure || !isFailed(rule)
          ? [{ ...named, ...(isFailure ? { failure: outcome(rule.id, own.map(lineOf)) } : {}) }]
          : []),
        ...(isFailed(rule)
          ? [{ ...named, error: outcome(rule.status, (remarkOn(rule) ?? "").split("\n").map(visible)) }]
          : []),
      ];
    });
  return { name, cases };
}

function errorSuite(name: string, errors: readonly string[]): readonly Suite[] {
  if (errors.length === 0) return [];
  const suite = visible(name);
  const cases = errors.map((error, index) => ({
    "@classname": suite,
    "@name": index === 0 ? "check" : `check ${index + 1}`,
    error: outcome("broken", error.split("\n").map(visible)),
  }));
  return [{ name: suite, cases }];
}

function lineOf({ client, what, todo }: AuditFinding): string {
  return `${visible(client.name)} (${visible(client.id)}): ${visible(what)} ${visible(todo)}`;
}
