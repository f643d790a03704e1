import type { EngineEvent } from "@pulumi/pulumi/automation/index.js";
import { describe, expect, it } from "vitest";
import { commandFailure, diagnosticFailures, distinctReasons } from "../../../cli/engine/engine-failure.ts";
import { KnownSecrets } from "../../../cli/engine/known-secrets.ts";

const SECRET = "a-planted-secret/with=signs";

function failed(...messages: { urn?: string; message: string; severity?: "warning" }[]): EngineEvent[] {
  return messages.map(({ urn, message, severity }, sequence) => ({
    sequence,
    timestamp: 0,
    diagnosticEvent: {
      ...(urn === undefined ? {} : { urn: `urn:pulumi:dev::program::a:b:C::${urn}` }),
      message,
      color: "raw",
      severity: severity ?? "error",
    },
  }));
}

describe("a failed pulumi command", () => {
  it("gives its error lines, once each, and nothing else that it printed", () => {
    const message = `code: -2\n stdout: \n stderr: Command failed with exit code 6: pulumi config --json\nerror: no stack named 'x' found\n{"password": "${SECRET}"}\n err?: error\nerror: no stack named 'x' found`;
    const failure = commandFailure(new Error(message));
    expect(failure.reasons).toEqual(["no stack named 'x' found"]);
    expect(failure.message).not.toContain(SECRET);
  });

  it("gives each of several errors, which stand in a numbered list", () => {
    const message = `error: 2 errors occurred:\n    1) the state has errors: x\n    2) importing could be dangerous\n\n1) ${SECRET}`;
    expect(commandFailure(new Error(message)).reasons).toEqual([
      "the state has errors: x",
      "importing could be dangerous",
    ]);
  });

  it("gives its exit code when it named no error", () => {
    const failure = commandFailure(
      new Error(`Command failed with exit code 255: pulumi stack export --show-secrets\n${SECRET}`),
    );
    expect(failure.message).toBe("pulumi stack ended with exit code 255.");
    expect(commandFailure(SECRET).message).toBe("pulumi could not be run.");
  });
});

describe("what the engine reports as errors", () => {
  it("is one reason for all resources that share it, without colours", () => {
    const message = "<{%reset%}>Preview failed: login refused<{%reset%}>\n";
    const events = failed(...["d", "b", "e", "a", "c"].map((urn) => ({ urn, message })), { message: "preview failed" });
    expect(diagnosticFailures(events)?.reasons).toEqual(["a, b, c and 2 more resources: login refused"]);
  });

  it("is nothing when there are only warnings, or the summary", () => {
    expect(
      diagnosticFailures(failed({ message: "beware", severity: "warning" }, { message: "preview failed" })),
    ).toBeUndefined();
  });
});

describe("reasons from several sides", () => {
  it("are given once, where only the correlation id or the named resources differ", () => {
    const reason = (id: string) => `Cannot log in (HTTP 401, code invalid_client, correlation id ${id}). Check it.`;
    expect(distinctReasons([reason("1-a"), `a, b: ${reason("2-b")}`, "other", "other"])).toEqual([
      `a, b: ${reason("2-b")}`,
      "other",
    ]);
  });
});

describe("known secrets", () => {
  it("are hidden wherever they stand, also in the shape that a URL gives them", () => {
    const secrets = new KnownSecrets({
      PULUMI_CONFIG_PASSPHRASE: "pass-phrase-1",
      GENESYSCLOUD_OAUTHCLIENT_SECRET: undefined,
    });
    secrets.remember([SECRET, { deep: 12345678 }]);
    const data = {
      a: `x ${SECRET} y`,
      b: [`${encodeURIComponent(SECRET)}`, "pass-phrase-1", "12345678"],
      c: 7,
      d: null,
    };
    expect(secrets.hideIn(data)).toEqual({
      a: "x [redacted] y",
      b: ["[redacted]", "[redacted]", "[redacted]"],
      c: 7,
      d: null,
    });
  });

  it("are those that a state marks, whatever they hold", () => {
    const mark = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270" };
    const secrets = new KnownSecrets({});
    secrets.rememberMarked({
      resources: [
        { inputs: { list: { ...mark, plaintext: JSON.stringify([{ key: SECRET }]) }, plain: "not a secret" } },
      ],
    });
    expect(secrets.hideIn(`${SECRET} not a secret`)).toBe("[redacted] not a secret");
  });

  it("shorter than eight characters are left alone", () => {
    const secrets = new KnownSecrets({});
    secrets.remember("dev");
    expect(secrets.hideIn("program/dev")).toBe("program/dev");
  });
});
