import { beforeAll, describe, expect, it } from "vitest";
import { runAudit } from "../../../cli/audit/check/run-audit.ts";
import { isFailed } from "../../../cli/audit/report/report.ts";
import { settingsOf } from "../../../cli/audit/settings/settings.ts";
import {
  type ClientSeed,
  DIVISION_IDS,
  isVariant,
  ROLE_IDS,
  simulatorEnvironment,
  startSimulator,
  VARIANTS,
  type Variant,
} from "../../../simulator/index.ts";

const DAY_MS = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY_MS).toISOString();

/** More than two pages, so that the listing can be read in every odd way. */
const CLIENTS: ClientSeed[] = Array.from({ length: 60 }, (_, index) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`,
  name: `client-${index}`,
  dateCreated: daysAgo(index % 3 === 0 ? 5 : 400),
  state: index % 7 === 0 ? "inactive" : "active",
  ...(index % 2 === 0
    ? { authorizedGrantType: "TOKEN", registeredRedirectUri: ["http://app.example.com/"] }
    : {
        authorizedGrantType: "CLIENT-CREDENTIALS",
        roleDivisions: [
          { roleId: ROLE_IDS.masterAdmin, divisionId: "*" },
          { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home },
        ],
      }),
}));

const NO_DATES = "no-date-created";

async function foundWith(variants: readonly Variant[]) {
  const simulator = await startSimulator({ rateLimit: false, seed: { clients: CLIENTS }, variants });
  try {
    const { errors, organizations, findings } = await runAudit([], {
      settings: settingsOf({}, {}),
      managedOnly: false,
      environment: simulatorEnvironment(simulator.url),
      onProgress: () => undefined,
      pause: async () => undefined,
    });
    return {
      failures: [...errors, ...organizations.flatMap(({ rules }) => rules.filter(isFailed))],
      findings: findings.map(({ rule, client }) => `${rule} ${client.name}`),
    };
  } finally {
    await simulator.close();
  }
}

describe("an audit of an API that differs from what we believe about it", () => {
  let usual: Awaited<ReturnType<typeof foundWith>>;

  beforeAll(async () => {
    usual = await foundWith([]);
    expect(usual.failures).toEqual([]);
    expect(usual.findings).toHaveLength(30 * 2 + 30 * 2 + 34 + 9);
  });

  it.each(Object.keys(VARIANTS).filter((name) => isVariant(name) && name !== NO_DATES))(
    "finds the same: %s",
    async (variant) => {
      expect(await foundWith(isVariant(variant) ? [variant] : [])).toEqual(usual);
    },
  );

  it("asks about the usage of every client where no date says that a client is young", async () => {
    const { failures, findings } = await foundWith([NO_DATES]);
    expect(failures).toEqual([]);
    expect(findings.filter((finding) => !usual.findings.includes(finding))).toHaveLength(60 - 9 - 34);
    expect(usual.findings.filter((finding) => !findings.includes(finding))).toEqual([]);
  });
});
