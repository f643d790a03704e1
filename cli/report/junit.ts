import Builder from "fast-xml-builder";

/** A failure or an error of a case. */
export interface Outcome {
  readonly "@message": string;
  readonly "@type": string;
  readonly "#text": string;
}

/** A case; passed without an outcome. */
export interface TestCase {
  readonly "@classname": string;
  readonly "@name": string;
  readonly failure?: Outcome;
  readonly error?: Outcome;
}

/** A suite with its cases. */
export interface Suite {
  readonly name: string;
  readonly cases: readonly TestCase[];
}

/** The outcome of a case. The first line is its message. */
export function outcome(type: string, lines: readonly string[]): Outcome {
  return { "@message": lines[0] ?? "", "@type": type, "#text": lines.join("\n") };
}

/** JUnit XML. @param timestamp ISO 8601. */
export function junitDocument(name: string, timestamp: string, suites: readonly Suite[]): string {
  const builder = new Builder({
    ignoreAttributes: false,
    attributeNamePrefix: "@",
    format: true,
    suppressEmptyNode: true,
  });
  return builder.build({
    "?xml": { "@version": "1.0", "@encoding": "UTF-8" },
    testsuites: { "@name": name, ...counts(suites.flatMap(({ cases }) => cases)), testsuite: suites.map(suiteOf) },
  });

  function suiteOf(suite: Suite) {
    return { "@name": suite.name, "@timestamp": timestamp, ...counts(suite.cases), testcase: suite.cases };
  }
}

function counts(cases: readonly TestCase[]) {
  return {
    "@tests": cases.length,
    "@failures": cases.filter(({ failure }) => failure !== undefined).length,
    "@errors": cases.filter(({ error }) => error !== undefined).length,
  };
}
