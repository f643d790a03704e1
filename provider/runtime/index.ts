/**
 * The provider as Pulumi's dynamic provider host calls it. FROZEN: the provider text in users' states loads this module by
 * its public name and calls these methods. Both must work for as long as those states exist.
 *
 * All kinds of resources share the provider text, and the host does not say which kind it asks about. The properties do: every
 * kind but OAuthClient carries a mark, see `resourceKind`.
 */
import "../supported-node.cjs";
import type { dynamic } from "@pulumi/pulumi";
import { CREDENTIAL_KIND } from "../model/resource-kind.ts";
import { oauthClient } from "./oauth-client.ts";
import { configureProcess } from "./process.ts";

/** Loaded when a credential is first asked for: a stack of clients does without. */
async function credentialMethods() {
  return (await import("./integration-credential.ts")).integrationCredential;
}

function isCredential(properties: object | undefined): boolean {
  return (properties as { resourceKind?: unknown } | undefined)?.resourceKind === CREDENTIAL_KIND;
}

/** The seven methods of all resources. */
export const provider: Required<dynamic.ResourceProvider> = {
  async configure({ config }) {
    configureProcess((key) => config.get(`genesyscloud:${key}`));
  },

  check: async (olds, news) =>
    isCredential(news) ? (await credentialMethods()).check(olds, news) : oauthClient.check(olds, news),

  diff: async (id, olds, news) =>
    isCredential(news) ? (await credentialMethods()).diff(id, olds, news) : oauthClient.diff(id, olds, news),

  create: async (inputs) =>
    isCredential(inputs) ? (await credentialMethods()).create(inputs) : oauthClient.create(inputs),

  read: async (id, props) =>
    isCredential(props) ? (await credentialMethods()).read(id, props) : oauthClient.read(id, props),

  update: async (id, olds, news) =>
    isCredential(news) ? (await credentialMethods()).update(id, olds, news) : oauthClient.update(id, olds, news),

  delete: async (id, props) =>
    isCredential(props) ? (await credentialMethods()).delete(id, props) : oauthClient.delete(id, props),
};
