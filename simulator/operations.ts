import { loginOperation } from "./access/login-operation.ts";
import { tokenInfoOperation } from "./access/token-info-operation.ts";
import { authorizationOperations } from "./clients/authorization-operations.ts";
import { clientOperations } from "./clients/client-operations.ts";
import { directoryOperations } from "./directory/directory-operations.ts";
import { organizationOperation } from "./directory/organization-operation.ts";
import { scopeOperations } from "./directory/scope-operations.ts";
import { credentialOperations } from "./integrations/credential-operations.ts";
import type { Operation } from "./transport/operation.ts";
import { usageOperations } from "./usage/usage-operations.ts";
import type { World } from "./world.ts";

/** Every operation that the simulator answers: the 13 of OAuthApi, the login, integration credentials, and the look-ups around them. */
export function allOperations(world: World): Operation[] {
  return [
    loginOperation(world),
    ...clientOperations(world),
    ...scopeOperations(),
    ...authorizationOperations(world),
    ...usageOperations(world),
    ...credentialOperations(world),
    tokenInfoOperation(world),
    organizationOperation(world),
    ...directoryOperations(world),
  ];
}
