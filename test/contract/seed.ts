import { DIVISION_IDS, ROLE_IDS, type SeedData } from "../../simulator/index.ts";

export const SERVICE = "c0ffee00-0000-4000-8000-000000000001";
export const PORTAL = "c0ffee00-0000-4000-8000-000000000002";
const DAY_MS = 86_400_000;

const daysAgo = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString();

/** Something in every field that an answer can have. */
export const SEED: SeedData = {
  clients: [
    {
      id: SERVICE,
      name: "Reporting service",
      description: "Nightly export",
      authorizedGrantType: "CLIENT-CREDENTIALS",
      accessTokenValiditySeconds: 3600,
      roleDivisions: [
        { roleId: ROLE_IDS.supervisor, divisionId: "*" },
        { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home },
      ],
    },
    {
      id: PORTAL,
      name: "Portal",
      description: "For customers",
      scope: ["users:readonly", "analytics:readonly"],
      registeredRedirectUri: ["https://b.example/", "https://a.example/"],
      state: "inactive",
      dateToDelete: "2099-01-01T00:00:00.000Z",
      dateCreated: "2026-01-02T03:04:05.000Z",
    },
    { name: "Another" },
  ],
  authorizations: [
    {
      clientId: PORTAL,
      resourceOwner: { id: "c0ffee00-0000-4000-8000-00000000000a", name: "Ann", selfUri: "/api/v2/users/ann" },
      roles: [ROLE_IDS.employee],
      dateCreated: "2026-03-04T05:06:07.000Z",
    },
  ],
  usage: [1, 2, 3].map((days) => ({
    clientId: SERVICE,
    date: daysAgo(days),
    templateUri: "/api/v2/users/{userId}",
    httpMethod: "GET",
    status200: days,
    status300: 1,
    status400: 2,
    status429: 3,
    status500: 4,
  })),
};

/** Seven days back from now, as an interval. */
export const LAST_WEEK = `${daysAgo(7)}/${daysAgo(0)}`;
