import type { DriftReport, Finding } from "../../../cli/drift/report/report.ts";
import type { ResourceRef } from "../../../cli/engine/resource-ref.ts";
import type { ManagedElsewhere } from "../../../cli/organization/unmanaged.ts";
import { OAUTH_CLIENT_TYPE } from "../../../provider/model/oauth-client.ts";

/** A resource of the stack `program/dev`. */
function resourceNamed(name: string): ResourceRef {
  return { urn: `urn:pulumi:dev::program::${OAUTH_CLIENT_TYPE}::${name}`, type: OAUTH_CLIENT_TYPE, name };
}

/** What every finding about a client of the stack `program/dev` has. */
export function aboutClient(name: string) {
  const client = { id: "91d5a0f4-2f1c-4d8e-9a57-6cfae1b2a3b4", name };
  return { stack: "program/dev", resource: resourceNamed(name), client };
}

const organization = { id: "0c4b7d6e-92a1-4f58-8d3c-6e7f8a9b0c1d", name: "Simulated Organization" };

/** One finding of each kind. */
export const FINDINGS: readonly Finding[] = [
  {
    kind: "changed",
    ...aboutClient("reporting"),
    property: "scopes",
    expected: ["analytics:readonly"],
    actual: ["analytics:readonly", "users"],
  },
  {
    kind: "changed",
    ...aboutClient("reporting"),
    property: "description",
    expected: "[secret]",
    actual: "[secret]",
    secret: true,
  },
  { kind: "deleted", ...aboutClient("dashboard") },
  { kind: "pendingDeletion", ...aboutClient("kiosk"), dateToDelete: "2026-12-29T10:00:00.000Z" },
  { kind: "disabled", ...aboutClient("partner") },
  { kind: "secretUnknown", ...aboutClient("adopted") },
  {
    kind: "unmanaged",
    organization,
    client: { id: "c7d8e9f0-1a2b-4c3d-8e4f-5a6b7c8d9e0f", name: "Clicked together by hand" },
    createdBy: "e7d9b1f3-5a6c-4b8d-9e2f-3c4d5e6f7a8b",
    dateCreated: "2026-11-02T08:15:00.000Z",
  },
];

/** A client whose ownership mark names a stack that was not given. */
export const ELSEWHERE: ManagedElsewhere = {
  organization,
  client: { id: "d8e9f0a1-2b3c-4d4e-8f5a-6b7c8d9e0f1a", name: "Invoices" },
  owner: { project: "billing", stack: "prod", resource: "invoices" },
};

/** A client whose ownership mark names a resource of `program/dev`, which does not have it. */
export const LEFT_OVER: Finding = {
  kind: "unmanaged",
  organization,
  client: { id: "e9f0a1b2-3c4d-4e5f-8a6b-7c8d9e0f1a2b", name: "Left over" },
  owner: { project: "program", stack: "dev", resource: "reporting" },
};

/** The report of a stack with these findings, and of one without drift. */
export function reportOf(findings: readonly Finding[], changes: Partial<DriftReport> = {}): DriftReport {
  const names = ["adopted", "dashboard", "kiosk", "partner", "quiet", "reporting"];
  const stack = { project: "program", directory: ".", organization, errors: [] };
  return {
    checkedAt: "2026-11-22T04:00:00.000Z",
    stacks: [
      { ...stack, name: "program/dev", stack: "dev", checked: names.map(resourceNamed) },
      { ...stack, name: "program/prod", stack: "prod", checked: [resourceNamed("quiet")] },
    ],
    findings,
    managedElsewhere: [],
    unmanaged: "searched",
    ...changes,
  };
}

/** {@link reportOf} with a second stack that could not be read. */
export function brokenReport(findings: readonly Finding[] = FINDINGS): DriftReport {
  const { stacks, ...report } = reportOf(findings.filter(({ kind }) => kind !== "unmanaged"));
  const [dev] = stacks;
  if (dev === undefined) throw new Error("the sample has no stack");
  const broken = { name: "nope", stack: "nope", directory: ".", checked: [], errors: ["no stack named 'nope' found"] };
  return { ...report, stacks: [dev, broken], unmanaged: "unknown" };
}
