const VIEW = "oauth:client:view";
const ADD = "oauth:client:add";
const EDIT = "oauth:client:edit";
const DELETE = "oauth:client:delete";
const AUTHORIZE = "oauth:client:authorize";
const ROLES = "authorization:role:view";
const VIEW_CREDENTIALS = "integrations:integration:view";

/** What a use needs: with these permissions alone it succeeds, and without any one of them it does not. */
type Needs = readonly string[];

/** Uses of the resource OAuthClient. RotatingOAuthClient is made of two of them. */
export const OF_CLIENTS = {
  created: [VIEW, ADD],
  "read (refresh, `OAuthClient.get`) or adopted": [VIEW],
  changed: [VIEW, EDIT],
  "given a new secret": [EDIT],
  deleted: [VIEW, EDIT, DELETE],
} as const satisfies Record<string, Needs>;

/** Uses of the resource IntegrationCredential. */
export const OF_CREDENTIALS = {
  created: [VIEW_CREDENTIALS, "integrations:integration:add"],
  "read (refresh)": [VIEW_CREDENTIALS],
  adopted: [VIEW_CREDENTIALS, "integrations:integration:edit"],
  changed: ["integrations:integration:edit"],
  deleted: ["integrations:integration:delete"],
} as const satisfies Record<string, Needs>;

/** The functions. */
export const OF_FUNCTIONS = {
  getOAuthScopes: [],
  getOAuthScope: [],
  getAuthorizationDivision: [],
  getOAuthClients: [VIEW],
  getOAuthClient: [VIEW],
  getOAuthClientUsage: [VIEW],
  getOAuthClientUsageSummary: [VIEW],
  getOAuthAuthorizations: [AUTHORIZE],
  getOAuthAuthorization: [AUTHORIZE],
  getAuthorizationRole: [ROLES],
} as const satisfies Record<string, Needs>;

/** The commands, and what more they can do with more. */
export const OF_COMMANDS = {
  simulate: { needs: [], more: "" },
  doctor: { needs: [], more: "says of each permission for OAuth clients and roles whether the login has it" },
  drift: { needs: [VIEW], more: "" },
  audit: { needs: [VIEW], more: `with \`${ROLES}\` the rule \`broad-role\`` },
  export: { needs: [VIEW], more: `with \`${ROLES}\` roles by name instead of by id` },
  recover: { needs: [VIEW], more: "" },
  "recover --yes": { needs: [VIEW, EDIT], more: "" },
  "recover --delete <id> --yes": { needs: [VIEW, EDIT, DELETE], more: "" },
  delete: { needs: [VIEW], more: "" },
  "delete --yes": { needs: [VIEW, EDIT, DELETE], more: "" },
} as const satisfies Record<string, { readonly needs: Needs; readonly more: string }>;

/** The table of SECURITY.md. */
export function leastPermissionsTable(): string {
  const rows = [
    ...Object.entries(OF_CLIENTS).map(([use, needs]) => row(`\`OAuthClient\`, ${use}`, needs)),
    ...Object.entries(OF_CREDENTIALS).map(([use, needs]) => row(`\`IntegrationCredential\`, ${use}`, needs)),
    ...Object.entries(Object.groupBy(Object.entries(OF_FUNCTIONS), ([, needs]) => needs.join())).map(([, group = []]) =>
      row(group.map(([name]) => `\`${name}\``).join(", "), group[0]?.[1] ?? []),
    ),
    ...Object.entries(OF_COMMANDS).map(([command, { needs, more }]) =>
      row(`\`genesyscloud-oauth ${command}\``, needs, more),
    ),
  ];
  return ["| what you use | permissions of the login |", "|---|---|", ...rows].join("\n");
}

function row(use: string, needs: Needs, more = ""): string {
  const permissions = needs.length === 0 ? "none" : needs.map((permission) => `\`${permission}\``).join(", ");
  return `| ${use} | ${permissions}${more === "" ? "" : `; ${more}`} |`;
}
