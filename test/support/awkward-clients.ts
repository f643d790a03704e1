import { type ClientSeed, DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";

/** Names that are hard to write in a program, or to make a resource name of. */
export const AWKWARD_NAMES: readonly string[] = [
  'Say "hello"',
  `It's "both"`,
  "Back\\slash",
  "\u0024{process.exit(1)}",
  "`backticks`",
  "two\nlines",
  "*/ // <!-- -->",
  "tab\tand\u0000nul",
  "\u202Eesrever",
  "\u2028separator",
  "🚀🚀 launch",
  "👩‍👩‍👧 family",
  "统计报表",
  "レポート (EU)",
  "Größe & Maß",
  "e\u0301te\u0301",
  "\u0301leading mark",
  "!!!",
  "—",
  "x".repeat(200),
  "报".repeat(200),
  "import",
  "class",
  "default",
  "__proto__",
  "constructor",
  " padded ",
  "-dashes-",
  "1st line",
  "Same name",
  "Same name",
  "Same name",
  "same-name",
  "Reports::EU",
  "a/b/c",
  "\u0024{config.secret}",
  "%s %d %n",
  "<script>alert('x')</script>",
  "\u{1F600}".repeat(60),
  "İstanbul",
];

const ROLES = [ROLE_IDS.employee, ROLE_IDS.communicateUser, ROLE_IDS.analyticsReader, ROLE_IDS.supervisor];
const DIVISIONS = [DIVISION_IDS.home, DIVISION_IDS.sales, DIVISION_IDS.support, "*"];
const GRANT_TYPES = ["CLIENT-CREDENTIALS", "CODE", "SAML2-BEARER", "PASSWORD", "TOKEN"] as const;
const DAY_MS = 86_400_000;

/** Clients of every grant type with awkward names, roles in all kinds of divisions, and lists of several lengths. The same for each call. */
export function awkwardClients(count: number): readonly ClientSeed[] {
  return Array.from({ length: count }, (_, index) => {
    const name = AWKWARD_NAMES[index % AWKWARD_NAMES.length] ?? "";
    const round = Math.floor(index / AWKWARD_NAMES.length);
    const grantType = GRANT_TYPES[index % GRANT_TYPES.length] ?? "CODE";
    return {
      id: `${index.toString(16).padStart(8, "0")}-aaaa-4bbb-8ccc-${(index * 7919).toString(16).padStart(12, "0")}`,
      name: round === 0 ? name : `${name} ${round}`,
      authorizedGrantType: grantType,
      dateCreated: new Date(Date.UTC(2024, 0, 1) + ((index * 37) % count) * DAY_MS).toISOString(),
      ...(index % 3 === 0 ? { description: `Made for ${AWKWARD_NAMES[(index * 7) % AWKWARD_NAMES.length]}` } : {}),
      ...(index % 4 === 0 ? { accessTokenValiditySeconds: 3_600 } : {}),
      ...(index % 6 === 0 ? { state: "inactive" as const } : {}),
      ...(grantType === "CLIENT-CREDENTIALS" ? { roleDivisions: rolesOf(index) } : appOf(index)),
    };
  });
}

function rolesOf(index: number) {
  return Array.from({ length: 1 + (index % 3) }, (_, at) => ({
    roleId: ROLES[(index + at) % ROLES.length] ?? "",
    divisionId: DIVISIONS[(index + at * 3) % DIVISIONS.length] ?? "",
  }));
}

function appOf(index: number) {
  return {
    registeredRedirectUri: Array.from(
      { length: index % 4 },
      (_, at) => `https://app.example.com/${index}/${at}/${"callback".repeat(1 + (index % 5))}`,
    ),
    scope: Array.from(
      { length: index % 5 },
      (_, at) => ["analytics", "users", "routing", "telephony", "scim"][at] ?? "",
    ),
  };
}
