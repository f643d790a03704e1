import type { Operation } from "../operation.ts";
import type { World } from "../world.ts";
import { authorizationOperations } from "./authorizations.ts";
import { clientOperations } from "./clients.ts";
import { directoryOperations } from "./directory.ts";
import { loginOperation } from "./login.ts";
import { scopeOperations } from "./scopes.ts";
import { tokenInfoOperation } from "./token-info.ts";
import { usageOperations } from "./usage.ts";

/** Every operation that the simulator answers: the 13 of OAuthApi, the login, and the look-ups around them. */
export function allOperations(world: World): Operation[] {
  return [
    loginOperation(world),
    ...clientOperations(world),
    ...scopeOperations(),
    ...authorizationOperations(world),
    ...usageOperations(world),
    tokenInfoOperation(world),
    ...directoryOperations(world),
  ];
}
