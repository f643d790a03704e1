import { DIVISION_IDS, ROLE_IDS } from "../../simulator/index.ts";

/** A role that the simulator's login holds. */
export const ROLE = { roleId: ROLE_IDS.employee, divisionId: DIVISION_IDS.home };

/** Inputs of a client that logs in as itself. */
export const SERVICE = { name: "Service", authorizedGrantType: "CLIENT-CREDENTIALS", roles: [ROLE] };

/** Inputs of a client that acts for its users. */
export const APP = {
  name: "App",
  authorizedGrantType: "CODE",
  registeredRedirectUris: ["https://app.example.com/callback"],
  scopes: ["analytics:readonly"],
};
