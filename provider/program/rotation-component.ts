import * as pulumi from "@pulumi/pulumi";
import { withoutUndefined } from "../model/canonical.ts";
import { type ClientCredential, OAUTH_CLIENT_TYPE, type RotationSlot } from "../model/oauth-client.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import type { OAuthClientArgs, OAuthClientResource } from "./oauth-client-properties.ts";
import { giveAdvice, warnOfRefusedSecret } from "./warnings.ts";

/** Type token of the component in the engine's states. FROZEN. Both faces of this package share it. */
export const ROTATING_OAUTH_CLIENT_TYPE = pluginToken("RotatingOAuthClient");

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

/** An OAuthClient of either face. */
type OAuthClientClass = new (
  name: string,
  args: OAuthClientArgs,
  opts: pulumi.CustomResourceOptions,
) => OAuthClientResource;

/** The client that keeps the slots. */
interface FirstClient extends OAuthClientResource {
  readonly current: pulumi.Output<RotationSlot>;
  readonly previous: pulumi.Output<RotationSlot>;
}

/** The outputs of a RotatingOAuthClient, which both faces of this package share. */
declare abstract class RotationOutputs extends pulumi.ComponentResource {
  /** The credential to use. Always a secret. */
  readonly current: pulumi.Output<ClientCredential>;
  /** The credential that was current before, or the unused one before the first rotation. Always a secret. */
  readonly previous: pulumi.Output<ClientCredential>;
}

/** What the components of both faces extend: ComponentResource itself, see {@link OAuthClientResource}. */
export const RotationComponent = pulumi.ComponentResource as unknown as typeof RotationOutputs;

/** The options of the component itself. @throws RunError if the arguments or options can't be used. */
export function componentOptions(
  name: string,
  args: RotatingOAuthClientArgs,
  opts: pulumi.ComponentResourceOptions,
): pulumi.ComponentResourceOptions {
  requireUsable(name, args, opts);
  const { aliases = [], ...others } = opts;
  return { ...others, aliases: aliases.filter((alias) => !isOfClient(alias)) };
}

/** Declares the two clients, and tells the credentials that they make. @param OAuthClient class of the clients. */
export function declareClients(
  component: pulumi.ComponentResource,
  OAuthClient: OAuthClientClass,
  name: string,
  args: RotatingOAuthClientArgs,
  opts: pulumi.ComponentResourceOptions,
): Pick<RotationOutputs, "current" | "previous"> {
  const { aliases = [] } = opts;
  const { rotation, retirePrevious, adopt, verifySecret, ...shared } = args;
  const { dependsOn, ignoreChanges, retainOnDelete, deletedWith } = opts;
  const childOptions = {
    parent: component,
    ...withoutUndefined({ dependsOn, ignoreChanges, retainOnDelete, deletedWith }),
  };
  const second = new OAuthClient(
    secondName(name),
    slot({ ...shared, name: nameOfSecond(shared.name), rotationSlot: "second", retirePrevious }),
    { ...childOptions, ...withoutUndefined({ import: adopt?.previous }) },
  );
  const first = new OAuthClient(
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
  ) as FirstClient;
  giveAdvice(component, { ...shared });
  warnOfRefusedSecret(component, first.secretStatus, "rotation");
  return { current: credentialOf(first.current, second), previous: credentialOf(first.previous, second) };
}

export function firstName(name: string): string {
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
  const type = typeof alias === "string" ? alias.split("::").at(-2)?.split("$").at(-1) : "type" in alias && alias.type;
  return type === OAUTH_CLIENT_TYPE || type === pluginToken("OAuthClient");
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
function credentialOf(slot: pulumi.Output<RotationSlot>, second: OAuthClientResource): pulumi.Output<ClientCredential> {
  return slot.apply(({ clientId, clientSecret }) =>
    pulumi.output({ clientId, clientSecret: clientSecret ?? second.clientSecret }),
  );
}
