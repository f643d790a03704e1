import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../model/canonical.ts";
import { type ClientCredential, OAUTH_CLIENT_TYPE, type RotationSlot } from "../model/oauth-client.ts";
import { OAuthClient, type OAuthClientArgs } from "./oauth-client.ts";
import { giveAdvice, warnOfRefusedSecret } from "./warnings.ts";

/** Type token of the component in the engine's states. FROZEN. Both faces of this package share it. */
const ROTATING_OAUTH_CLIENT_TYPE = "genesyscloud-oauth:index:RotatingOAuthClient";

/**
 * The inputs of a {@link RotatingOAuthClient}.
 * @group Resource
 */
export interface RotatingOAuthClientArgs extends Omit<OAuthClientArgs, "secretVersion" | "importedClientSecret"> {
  /**
   * A new value changes over to the other credential, with a new secret. The one in use until now keeps working until the next
   * rotation. Any other value than the last one rotates, also an earlier one. `1` equals `"1"`. See {@link rotationPeriod}.
   */
  readonly rotation: pulumi.Input<string | number>;
  /**
   * Makes the client of the previous credential inactive. Default false. Set it once the applications use the new credential.
   * An update that rotates retires nothing: after it, remove the flag and set it again.
   */
  readonly retirePrevious?: pulumi.Input<boolean | undefined>;
  /** Existing clients to take over, for example after the state was lost. It matters only when the resource is created. */
  readonly adopt?: RotatingOAuthClientAdoption;
}

/**
 * The clients that a {@link RotatingOAuthClient} takes over. Nothing is written to them.
 * @group Resource
 */
export interface RotatingOAuthClientAdoption {
  /** Id of the client that the applications use now. It becomes `current`, and is not touched by the next rotation. */
  readonly current: string;
  /** Its secret, if you know it. Without it, `current.clientSecret` is empty until the next rotation. */
  readonly currentSecret?: pulumi.Input<string>;
  /** Id of the other client, whose name ends with ` (2)`. Without it, one is created. */
  readonly previous?: string;
}

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
export class RotatingOAuthClient extends pulumi.ComponentResource {
  /** The credential to use. Always a secret. */
  readonly current: pulumi.Output<ClientCredential>;
  /** The credential that was current before, or the unused one before the first rotation. Always a secret. */
  readonly previous: pulumi.Output<ClientCredential>;

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
    requireUsable(name, args, opts);
    const { aliases = [], ...others } = opts;
    super(ROTATING_OAUTH_CLIENT_TYPE, name, {}, { ...others, aliases: aliases.filter((alias) => !isOfClient(alias)) });
    const { rotation, retirePrevious, adopt, verifySecret, ...shared } = args;
    const { dependsOn, ignoreChanges, retainOnDelete, deletedWith } = opts;
    const childOptions = {
      parent: this,
      ...withoutUndefined({ dependsOn, ignoreChanges, retainOnDelete, deletedWith }),
    };
    const second = new OAuthClient(
      secondName(name),
      slot({ ...shared, name: nameOfSecond(shared.name), rotationSlot: "second", retirePrevious }),
      { ...childOptions, ...withoutUndefined({ import: adopt?.previous }) },
    );
    const first = new FirstClient(
      firstName(name),
      slot({
        ...shared,
        rotationSlot: "first",
        rotation,
        retirePrevious,
        verifySecret,
        importedClientSecret: adopt?.currentSecret,
        secondClientId: second.id,
        current: undefined,
        previous: undefined,
      }),
      {
        ...childOptions,
        ...withoutUndefined({ import: adopt?.current }),
        aliases: aliases.filter(isOfClient).map((alias) => besideComponent(alias, name, opts.parent)),
        additionalSecretOutputs: ["current", "previous"],
      },
    );
    this.current = credentialOf(first.current, second);
    this.previous = credentialOf(first.previous, second);
    giveAdvice(this, { ...shared });
    warnOfRefusedSecret(this, first.secretStatus, "rotation");
    this.registerOutputs({ current: this.current, previous: this.previous });
  }
}

function firstName(name: string): string {
  return `${name}-first`;
}

function secondName(name: string): string {
  return `${name}-second`;
}

/** In the admin UI, two clients of one name would look like a mistake. */
function nameOfSecond(name: pulumi.Input<string>): pulumi.Input<string> {
  return typeof name === "string" ? `${name} (2)` : pulumi.output(name).apply((known) => `${known} (2)`);
}

/** Arguments of a client with the inputs that only the component writes. */
function slot(inputs: pulumi.Inputs): OAuthClientArgs {
  return inputs as OAuthClientArgs;
}

type AliasOption = pulumi.Input<string | pulumi.Alias>;

function isOfClient(alias: AliasOption): boolean {
  if (typeof alias === "string") return alias.split("::").at(-2)?.endsWith(OAUTH_CLIENT_TYPE) ?? false;
  return "type" in alias && alias.type === OAUTH_CLIENT_TYPE;
}

/** The alias of a client that stood where the component stands. */
function besideComponent(
  alias: AliasOption,
  name: string,
  parent: pulumi.Resource = pulumi.rootStackResource,
): AliasOption {
  return typeof alias === "object" && "type" in alias ? { name, parent, ...alias } : alias;
}

/** Two clients would be left half done if only the second one could be checked. */
function requireUsable(name: string, args: RotatingOAuthClientArgs | undefined, opts: object): void {
  const subject = `RotatingOAuthClient "${name}"`;
  if (args?.rotation === undefined || args.rotation === null || args.rotation === "") {
    throw new pulumi.RunError(
      `${subject} needs the argument rotation: write a text or a number, and a new one to change over to a new credential.`,
    );
  }
  if ("import" in opts) {
    throw new pulumi.RunError(
      `${subject} can't take the option import, because it has two clients: write the argument adopt: { current, previous }.`,
    );
  }
  if ("secretVersion" in args) {
    throw new pulumi.RunError(`${subject} has no argument secretVersion: write rotation instead.`);
  }
}

/** The secret of the creation stays with the second client. It would otherwise show as an unknown input in each of its previews. */
function credentialOf(slot: pulumi.Output<RotationSlot>, second: OAuthClient): pulumi.Output<ClientCredential> {
  return slot.apply(({ clientId, clientSecret }) =>
    pulumi.output({ clientId, clientSecret: clientSecret ?? second.clientSecret }),
  );
}

/** The client that keeps the slots. */
class FirstClient extends OAuthClient {
  declare readonly current: pulumi.Output<RotationSlot>;
  declare readonly previous: pulumi.Output<RotationSlot>;
}
