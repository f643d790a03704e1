import type { ResourceValidationArgs } from "@pulumi/policy";
import type { OAuthClientInputs } from "../model/oauth-client.ts";
import { pluginToken } from "../model/plugin-tokens.ts";
import { partsOfUrn } from "../model/urn.ts";

/** Type of the component of both faces in the engine. */
const COMPONENT = pluginToken("RotatingOAuthClient");

/** An OAuth client as the program declares it. */
export interface DeclaredClient {
  /** The class that the program uses. */
  readonly kind: "OAuthClient" | "RotatingOAuthClient";
  /** Name of that resource in the program. */
  readonly name: string;
  readonly inputs: DeclaredInputs;
}

/** Checked and canonical, except for what is still unknown: during a preview, any part may be `UNKNOWN`. */
export type DeclaredInputs = { readonly [Name in keyof OAuthClientInputs]?: unknown };

/** @param args what the policy server says of a resource that is an OAuthClient, of either face. */
export function declaredClient({ name, opts, props }: ResourceValidationArgs): DeclaredClient {
  const inputs = withoutGuard(props);
  const parent = partsOfUrn(opts.parent ?? "");
  return parent.type === COMPONENT && inputs.rotationSlot !== undefined
    ? { kind: "RotatingOAuthClient", name: parent.name, inputs }
    : { kind: "OAuthClient", name, inputs };
}

/**
 * The policy server guards the inputs: to read an unknown value ends the rule with an error. The descriptors hold the same values without
 * that, so that a rule can judge what is known.
 */
function withoutGuard(props: object): DeclaredInputs {
  const descriptors = Object.entries(Object.getOwnPropertyDescriptors(props));
  return Object.fromEntries(descriptors.map(([name, { value }]) => [name, value]));
}
