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
import { oauthClientMethods } from "../resources/oauth-client.ts";
import { ProcessSession } from "../resources/process-session.ts";
import { type DynamicMethods, dynamicMethods } from "./dynamic-methods.ts";

// Pulumi's log does not work in this process, but the engine shows what it prints.
const processSession = new ProcessSession((message) => void process.stderr.write(`warning: ${message}\n`));
const oauthClient = dynamicMethods(oauthClientMethods(processSession), ({ clientId }) => clientId);
let integrationCredential: Promise<DynamicMethods> | undefined;

/** Loaded when a credential is first asked for: a stack of clients does without. */
function credentialMethods(): Promise<DynamicMethods> {
  integrationCredential ??= import("../resources/integration-credential.ts").then(({ integrationCredentialMethods }) =>
    dynamicMethods(integrationCredentialMethods(processSession), ({ credentialId }) => credentialId),
  );
  return integrationCredential;
}

async function methodsFor(properties: object | undefined): Promise<DynamicMethods> {
  const isCredential = (properties as { resourceKind?: unknown } | undefined)?.resourceKind === CREDENTIAL_KIND;
  return isCredential ? credentialMethods() : oauthClient;
}

/** The seven methods of all resources. */
export const provider: Required<dynamic.ResourceProvider> = {
  async configure({ config }) {
    processSession.configure(async () => {
      const { readConfiguration } = await import("../config/configuration.ts");
      return readConfiguration((key) => config.get(`genesyscloud:${key}`), process.env);
    });
  },
  check: async (olds, news) => (await methodsFor(news)).check(olds, news),
  diff: async (id, olds, news) => (await methodsFor(news)).diff(id, olds, news),
  create: async (inputs) => (await methodsFor(inputs)).create(inputs),
  read: async (id, props) => (await methodsFor(props)).read(id, props),
  update: async (id, olds, news) => (await methodsFor(news)).update(id, olds, news),
  delete: async (id, props) => (await methodsFor(props)).delete(id, props),
};
