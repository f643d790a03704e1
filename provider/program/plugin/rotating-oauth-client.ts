import * as pulumi from "@pulumi/pulumi";
import { pluginToken } from "../../model/plugin-tokens.ts";
import {
  componentOptions,
  declareClients,
  firstName,
  ROTATING_OAUTH_CLIENT_TYPE,
  type RotatingOAuthClientArgs,
  RotationComponent,
} from "../rotation-component.ts";
import { OAuthClient } from "./oauth-client.ts";

/**
 * An OAuth client whose secret is renewed without downtime, managed by the provider plugin. It works as the component of the
 * same name in the dynamic face, and takes its place without any change.
 * @group Resource
 */
export class RotatingOAuthClient extends RotationComponent {
  /**
   * The alias that makes an {@link OAuthClient} of this stack the first client of the component. Its id and its secret stay,
   * and it is the current one.
   * @param name name of the OAuthClient resource.
   */
  static aliasOf(name: string): pulumi.Alias {
    return { name, type: pluginToken("OAuthClient") };
  }

  /**
   * The alias for the way back, for the first client of the component. It is refused while the credential of the second client is the current one.
   * @param name name of the RotatingOAuthClient resource.
   */
  static firstClientOf(name: string): pulumi.Alias {
    return { name: firstName(name), parent: pulumi.createUrn(name, ROTATING_OAUTH_CLIENT_TYPE) };
  }

  constructor(name: string, args: RotatingOAuthClientArgs, opts: pulumi.ComponentResourceOptions = {}) {
    super(ROTATING_OAUTH_CLIENT_TYPE, name, {}, componentOptions(name, args, opts));
    const credentials = declareClients(this, OAuthClient, name, args, opts);
    Object.assign(this, credentials);
    this.registerOutputs(credentials);
  }
}
