import { describe, expect, it } from "vitest";
import { runAudit } from "../../../cli/audit/check/run-audit.ts";
import { settingsOf } from "../../../cli/audit/settings/settings.ts";
import { ROLE_IDS, simulatorEnvironment, startSimulator } from "../../../simulator/index.ts";

const DAY_MS = 86_400_000;
const CLIENTS = 1_000;

describe("an audit of 1,000 clients", () => {
  it("sends two requests for each client and a few more, with no 429 under the real limit", {
    timeout: 300_000,
  }, async () => {
    const dateCreated = new Date(Date.now() - 400 * DAY_MS).toISOString();
    const simulator = await startSimulator({
      usagePollsUntilComplete: 0,
      seed: {
        clients: Array.from({ length: CLIENTS }, (_, index) => ({
          name: `client-${index}`,
          authorizedGrantType: "CLIENT-CREDENTIALS",
          roleDivisions: [{ roleId: ROLE_IDS.masterAdmin, divisionId: "*" }],
          dateCreated,
        })),
      },
    });
    try {
      const shown: string[] = [];
      const report = await runAudit([], {
        settings: settingsOf({}, {}),
        managedOnly: false,
        environment: simulatorEnvironment(simulator.url),
        onProgress: (text) => shown.push(text),
        pause: async () => undefined,
      });
      expect(report.organizations[0]?.rules.map(({ id, status, findings }) => [id, status, findings])).toEqual(
        expect.arrayContaining([
          ["unused", "checked", CLIENTS],
          ["broad-role", "checked", CLIENTS],
          ["all-divisions", "checked", CLIENTS],
        ]),
      );
      const { "POST /oauth/token": logins = 0, ...requests } = simulator.log.table();
      expect(requests).toEqual({
        "GET /api/v2/tokens/me": 1,
        "GET /api/v2/oauth/clients": CLIENTS / 25,
        "GET /api/v2/oauth/clients/{clientId}": 1,
        "GET /api/v2/authorization/roles/{roleId}": 1,
        "POST /api/v2/oauth/clients/{clientId}/usage/query": CLIENTS,
        "GET /api/v2/oauth/clients/{clientId}/usage/query/results/{executionId}": CLIENTS,
      });
      expect(logins).toBeLessThanOrEqual(10);
      expect(simulator.log.count({ status: 429 })).toBe(0);
      expect(shown[0]).toBe(`Usage of 0 of ${CLIENTS} clients, about a minute left`);
      expect(shown.at(-1)).toBe(`Usage of ${CLIENTS} of ${CLIENTS} clients, about a minute left`);
    } finally {
      await simulator.close();
    }
  });
});
