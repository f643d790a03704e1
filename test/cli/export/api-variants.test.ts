import { beforeAll, describe, expect, it } from "vitest";
import { type ExportResult, runExport } from "../../../cli/export/run-export.ts";
import { isVariant, simulatorEnvironment, startSimulator, VARIANTS, type Variant } from "../../../simulator/index.ts";
import { awkwardClients } from "../../support/awkward-clients.ts";

/** More than two pages, so that the listing can be read in every odd way. Each has a name of its own, and nothing that an API would store otherwise. */
const CLIENTS = awkwardClients(60).map(({ registeredRedirectUri = [], ...client }, index) => ({
  ...client,
  name: `client ${index}`,
  registeredRedirectUri: registeredRedirectUri.map((uri) => `${uri}/`),
}));

async function exportWith(variants: readonly Variant[]): Promise<ExportResult> {
  const simulator = await startSimulator({ rateLimit: false, seed: { clients: CLIENTS }, variants });
  try {
    return await runExport(undefined, {
      selection: { name: undefined, grantType: undefined, state: "active", createdBy: undefined },
      onlyIds: false,
      isForPlugin: false,
      terraform: undefined,
      setsSecrets: false,
      environment: simulatorEnvironment(simulator.url),
    });
  } finally {
    await simulator.close();
  }
}

describe("an export of an API that differs from what we believe about it", () => {
  let usual: ExportResult;

  beforeAll(async () => {
    usual = await exportWith([]);
    expect(usual.program.match(/^ {2}\{ import: /gm)).toHaveLength(50);
    expect(usual.hasFindings).toBe(false);
  });

  it.each(Object.keys(VARIANTS))("writes the same program: %s", async (variant) => {
    expect(await exportWith(isVariant(variant) ? [variant] : [])).toEqual(usual);
  });
});
