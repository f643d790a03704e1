import type { ApiDivision, ApiRole } from "../api-types.ts";

/** The login that works if the option `logins` is not given. It has every permission and holds every role. */
export const DEFAULT_LOGIN = {
  clientId: "5a1c2e9b-0f3d-4c6a-8b7e-1d2f3a4b5c6d",
  clientSecret: "simulator-default-login-secret-not-for-real",
} as const;

/** The organisation that the simulator plays if the option `organization` is not given. */
export const DEFAULT_ORGANIZATION = {
  id: "0c4b7d6e-92a1-4f58-8d3c-6e7f8a9b0c1d",
  name: "Simulated Organization",
} as const;

/** Author of changes that are made directly through `simulator.clients`. */
export const OTHER_USER_ID = "e7d9b1f3-5a6c-4b8d-9e2f-3c4d5e6f7a8b";

/** Fixed ids of the roles that the simulator starts with. */
export const ROLE_IDS = {
  employee: "a1f0c3d2-4b5e-4f60-9a71-82b3c4d5e6f7",
  masterAdmin: "b2e1d4c3-5c6f-4071-8b82-93c4d5e6f7a8",
  communicateUser: "c3d2e5b4-6d70-4182-9c93-a4d5e6f7a8b9",
  analyticsReader: "d4c3f6a5-7e81-4293-8da4-b5e6f7a8b9c0",
  oauthAutomation: "e5b407b6-8f92-43a4-9eb5-c6f7a8b9c0d1",
  supervisor: "f6a518c7-90a3-44b5-8fc6-d7a8b9c0d1e2",
  telephonyAdmin: "07b629d8-a1b4-45c6-90d7-e8b9c0d1e2f3",
} as const;

/** Fixed ids of the divisions that the simulator starts with. */
export const DIVISION_IDS = {
  home: "18c73ae9-b2c5-46d7-81e8-f9c0d1e2f3a4",
  sales: "29d84bfa-c3d6-47e8-92f9-0ad1e2f3a4b5",
  support: "3ae95c0b-d4e7-48f9-83a0-1be2f3a4b5c6",
} as const;

/** A role that exists at the start. */
export interface RoleSeed {
  /** UUID. Default: a new one. */
  id?: string;
  name: string;
  /** Default: empty. */
  description?: string;
  /** Permission patterns such as `oauth:client:view` or `oauth:client:*`. Default: none. */
  permissions?: string[];
}

/** A division that exists at the start. */
export interface DivisionSeed {
  /** UUID. Default: a new one. */
  id?: string;
  name: string;
  /** Default: empty. */
  description?: string;
  /** Whether this is the home division. Exactly one division must be. Default false. */
  homeDivision?: boolean;
}

/** Roles that the simulator starts with: names of a real organisation, permissions cut down to what matters here. */
export const DEFAULT_ROLES: readonly RoleSeed[] = [
  {
    id: ROLE_IDS.employee,
    name: "employee",
    description: "Default role of every person",
    permissions: ["directory:user:view"],
  },
  { id: ROLE_IDS.masterAdmin, name: "Master Admin", description: "Full administration", permissions: ["*"] },
  {
    id: ROLE_IDS.communicateUser,
    name: "Communicate - User",
    description: "Calls, chat and voicemail",
    permissions: ["telephony:plugin:all", "conversation:communication:view"],
  },
  {
    id: ROLE_IDS.analyticsReader,
    name: "Analytics Reader",
    description: "Reads reports and aggregates",
    permissions: ["analytics:*:view"],
  },
  {
    id: ROLE_IDS.oauthAutomation,
    name: "OAuth Automation",
    description: "Manages OAuth clients from a pipeline",
    permissions: ["oauth:client:*", "authorization:role:view"],
  },
  {
    id: ROLE_IDS.supervisor,
    name: "Supervisor",
    description: "Runs a team of agents",
    permissions: ["routing:queue:view", "analytics:queueObservation:view"],
  },
  {
    id: ROLE_IDS.telephonyAdmin,
    name: "Telephony Admin",
    description: "Trunks, sites and phones",
    permissions: ["telephony:*"],
  },
];

/** Divisions that the simulator starts with. */
export const DEFAULT_DIVISIONS: readonly DivisionSeed[] = [
  { id: DIVISION_IDS.home, name: "Home", description: "Home division", homeDivision: true },
  { id: DIVISION_IDS.sales, name: "Sales", description: "Sales teams" },
  { id: DIVISION_IDS.support, name: "Support", description: "Support teams" },
];

/** Completes a role seed. */
export function roleOf({ id = crypto.randomUUID(), name, description = "", permissions = [] }: RoleSeed): ApiRole {
  return { id, name, description, permissions: [...permissions], selfUri: `/api/v2/authorization/roles/${id}` };
}

/** Completes a division seed. */
export function divisionOf({
  id = crypto.randomUUID(),
  name,
  description = "",
  homeDivision = false,
}: DivisionSeed): ApiDivision {
  return { id, name, description, homeDivision, selfUri: `/api/v2/authorization/divisions/${id}` };
}
