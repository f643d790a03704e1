import { createHash } from "node:crypto";
import { OWN_PACKAGE } from "../own-package.ts";

/** Levels of SARIF. */
export type SarifLevel = "error" | "warning" | "note";

/** A kind of result. */
export interface SarifRule {
  /** Stays the same across versions. */
  readonly id: string;
  /** A few words. */
  readonly title: string;
  /** Why it matters, and what to do. */
  readonly help: string;
  readonly level: SarifLevel;
}

/** One finding. */
export interface SarifResult {
  readonly rule: string;
  readonly level: SarifLevel;
  readonly message: string;
  /** File that it is shown at, relative to the root of the repository. */
  readonly file: string;
  /** What it is about: its name for people, and one that nothing else has. */
  readonly subject: { readonly name: string; readonly id: string };
}

/** What could not be done. */
export interface SarifFailure {
  readonly message: string;
  readonly rule?: string;
}

/** What a run has found. */
export interface SarifRun {
  /** Name of the command, e.g. `audit`. */
  readonly command: string;
  /** ISO 8601. */
  readonly checkedAt: string;
  readonly rules: readonly SarifRule[];
  readonly results: readonly SarifResult[];
  readonly failures: readonly SarifFailure[];
}

/**
 * A log in the form of SARIF 2.1.0, for GitHub code scanning and other viewers.
 *
 * Clients are not in files, but code scanning shows only results that are: so each names the file that its stack or its
 * settings are in, on line 1. Without a fingerprint, code scanning would take all results of a rule on one line for the same.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 * @see https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning
 */
export function sarifLog({ command, checkedAt, rules, results, failures }: SarifRun): string {
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: { name: `genesyscloud-oauth ${command}`, version: OWN_PACKAGE.version, rules: rules.map(ruleOf) },
        },
        automationDetails: { id: `genesyscloud-oauth/${command}/` },
        invocations: [
          {
            executionSuccessful: failures.length === 0,
            endTimeUtc: checkedAt,
            toolExecutionNotifications: failures.map(({ message, rule }) => ({
              level: "error",
              message: { text: message },
              ...(rule === undefined ? {} : { associatedRule: { id: rule } }),
            })),
          },
        ],
        results: results.map((result) => resultOf(result, rules)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function ruleOf({ id, title, help, level }: SarifRule) {
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: help },
    help: { text: help },
    defaultConfiguration: { level },
  };
}

function resultOf({ rule, level, message, file, subject }: SarifResult, rules: readonly SarifRule[]) {
  const fingerprint = createHash("sha256").update(`${rule} ${subject.id}`).digest("hex").slice(0, 16);
  return {
    ruleId: rule,
    ruleIndex: rules.findIndex(({ id }) => id === rule),
    level,
    message: { text: message },
    locations: [
      {
        physicalLocation: { artifactLocation: { uri: file }, region: { startLine: 1 } },
        logicalLocations: [{ name: subject.name, fullyQualifiedName: subject.id, kind: "resource" }],
      },
    ],
    partialFingerprints: { primaryLocationLineHash: `${fingerprint}:1` },
  };
}
