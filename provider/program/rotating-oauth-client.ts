import * as pulumi from "@pulumi/pulumi";
import { OAUTH_CLIENT_TYPE } from "../model/oauth-client.ts";
import { OAuthClient } from "./oauth-client.ts";
import {
  componentOptions,
  declareClients,
  firstName,
  ROTATING_OAUTH_CLIENT_TYPE,
  type RotatingOAuthClientArgs,
  RotationComponent,
} from "./rotation-component.ts";

/**
 * An OAuth client whose secret is renewed without downtime. It consists of two clients with the same properties. The second one's
 * name ends with ` (2)`. One is current, the other one works on until the next rotation.
 *
 * A new value of `rotation` regenerates the secret of the client that is not current, and makes it the current one. The client
 * that was current until then is not touched. So an application that reads `current` at any time between two rotations has a
 * credential that works.
 *
 * A rotation that fails leaves `current` as it is, and the next `pulumi up` repeats it. If `pulumi up` fails after the rotation,
 * before it has delivered the new credential, run it again before you rotate once more: the applications still use the previous one. A client that somebody deletes is created
 * anew after a refresh; if it was the previous one, `current` stays.
 *
 * The options `protect`, `retainOnDelete`, `dependsOn`, `ignoreChanges` and `deletedWith` hold for both clients. An alias with the type
 * of OAuthClient moves that client into the component, see {@link RotatingOAuthClient.aliasOf}.
 *
 * @example
 * ```ts
 * const role = getAuthorizationRoleOutput({ name: "employee" });
 * const service = new RotatingOAuthClient("reporting", {
 *   name: "Reporting service",
 *   authorizedGrantType: "CLIENT-CREDENTIALS",
 *   roles: [{ roleId: role.id }],
 *   rotation: rotationPeriod({ days: 30, startingAt: "2026-01-01" }),
 * });
 * export const credential = service.current; // { clientId, clientSecret }
 * ```
 * @group Resource
 */
export class RotatingOAuthClient extends RotationComponent {
  /**
   * The alias that makes an {@link OAuthClient} of this stack the first client of the component. Its id and its secret stay,
   * and it is the current one: `new RotatingOAuthClient("service", args, { aliases: [RotatingOAuthClient.aliasOf("service")] })`.
   * @param name name of the OAuthClient resource.
   */
  static aliasOf(name: string): pulumi.Alias {
    return { name, type: OAUTH_CLIENT_TYPE };
  }

  /**
   * The alias for the way back: `new OAuthClient("service", args, { aliases: [RotatingOAuthClient.firstClientOf("service")] })`. It
   * is refused while the credential of the second client is the current one.
   * @param name name of the RotatingOAuthClient resource.
   */
  static firstClientOf(name: string): pulumi.Alias {
    return { name: firstName(name), parent: pulumi.createUrn(name, ROTATING_OAUTH_CLIENT_TYPE) };
  }

  /** @throws {@link ConfigurationError} if the provider is not configured. Nothing has been registered then. */
  constructor(name: string, args: RotatingOAuthClientArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super(ROTATING_OAUTH_CLIENT_TYPE, name, {}, componentOptions(name, args, opts));
    const credentials = declareClients(this, OAuthClient, name, args, opts);
    Object.assign(this, credentials);
    this.registerOutputs(credentials);
  }
}
