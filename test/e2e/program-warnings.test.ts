import { describe, expect, it } from "vitest";
import { engineEvents } from "../harness/pulumi.ts";
import { APP, ROLE, SERVICE } from "../harness/sample-clients.ts";
import { createClientStack, FACES, MODULES, mapValues } from "./client-stack.ts";

const { registeredRedirectUris, ...LOST_APP } = APP;

/** What is unwise, and the words that every warning about it holds; nothing for what is fine. */
const UNWISE: Record<string, { declared: Record<string, unknown>; warnings: RegExp[] }> = {
  "code-without-uris": { declared: LOST_APP, warnings: [/CODE client without registeredRedirectUris/] },
  "code-with-empty-uris": {
    declared: { ...APP, registeredRedirectUris: [] },
    warnings: [/CODE client without registeredRedirectUris/],
  },
  token: { declared: { ...APP, authorizedGrantType: "TOKEN" }, warnings: [/retiring the grant type TOKEN/] },
  "token-without-uris": {
    declared: { ...LOST_APP, authorizedGrantType: "TOKEN" },
    warnings: [/retiring the grant type TOKEN/, /TOKEN client without registeredRedirectUris/],
  },
  "long-lived": { declared: { ...SERVICE, accessTokenValiditySeconds: 172_801 }, warnings: [/above 172800/] },
  everywhere: {
    declared: { ...SERVICE, roles: [{ ...ROLE, divisionId: "*" }] },
    warnings: [/divisionId "\*" grants the role in all divisions/],
  },
  fine: { declared: APP, warnings: [] },
  "fine-service": { declared: { ...SERVICE, accessTokenValiditySeconds: 172_800 }, warnings: [] },
};

describe.each(FACES)("what is unwise, but allowed, %s face", (face) => {
  it("is warned of in preview and up, at the resource that it concerns, with exit code 0", async () => {
    await using clients = await createClientStack({ face });
    clients.declare(mapValues(UNWISE, ({ declared }) => declared));
    const preview = await clients.stack.preview();
    expect(preview.code).toBe(0);
    const up = await clients.stack.up({ json: true });
    expect(up.code).toBe(0);
    expect(clients.simulator.clients.list()).toHaveLength(Object.keys(UNWISE).length);

    const warnings = engineEvents(up).flatMap(({ diagnosticEvent }) =>
      diagnosticEvent?.severity === "warning" ? [diagnosticEvent] : [],
    );
    const expected = Object.entries(UNWISE).flatMap(([name, { warnings: texts }]) =>
      texts.map((text) => ({ name, text })),
    );
    for (const { name, text } of expected) {
      expect(preview.output).toMatch(text);
      expect(warnings.filter(({ urn = "", message }) => urn.endsWith(`::${name}`) && text.test(message))).toHaveLength(
        1,
      );
    }
    expect(warnings.map(({ message }) => message)).toHaveLength(expected.length);
    // A warning is no reason to write: the next run changes nothing, and warns again.
    const again = await clients.stack.up({ expectNoChanges: true });
    expect(again.code).toBe(0);
    expect(again.output).toMatch(/retiring the grant type TOKEN/);
  });

  it("is not warned of where another input failed: the program's error is shown alone", async () => {
    await using clients = await createClientStack({
      face,
      program: {
        file: "index.mjs",
        source: `import { OAuthClient } from "${MODULES[face]}";
const description = Promise.reject(new Error("the description is nowhere to be found"));
new OAuthClient("failing", { name: "Failing", authorizedGrantType: "TOKEN", description });
`,
      },
    });
    const { code, output } = await clients.stack.preview();
    expect(code).not.toBe(0);
    expect(output).toContain("the description is nowhere to be found");
    expect(output).not.toMatch(/failed to deliver|retiring/);
  });
});
