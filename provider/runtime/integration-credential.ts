import { CredentialSession } from "../lifecycle/integration-credential/credential-session.ts";
import { StackCredentials } from "../lifecycle/integration-credential/stack-credentials.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../model/integration-credential.ts";
import { UNKNOWN } from "../model/unknown.ts";
import { presentable } from "./presentable.ts";
import { type ResourceMethods, session, withoutProviderText } from "./process.ts";

const stack = new StackCredentials();
let opened: Promise<CredentialSession> | undefined;

function credentials(): Promise<CredentialSession> {
  opened ??= session().then((shared) => new CredentialSession(shared, stack));
  return opened;
}

/** The methods of the resource IntegrationCredential. Each loads only what it needs. */
export const integrationCredential: ResourceMethods<IntegrationCredentialInputs, IntegrationCredentialState> = {
  async check(olds, news) {
    // The engine passes old inputs only for resources that are in the state.
    if (Object.keys(olds ?? {}).length > 0) stack.noteExisting(olds);
    const { checkCredential } = await import("../model/check-credential.ts");
    const { inputs, failures } = checkCredential({ ...news });
    return { inputs, failures: [...failures] };
  },

  diff: (id, olds, news) =>
    presentable(olds, async () => {
      const { requireSameOrganization } = await import("../lifecycle/guards.ts");
      const own = await credentials();
      own.claim(id);
      await requireSameOrganization(own.shared, olds);
      // `changes` stays unset, so that the engine compares the canonical inputs itself and names the properties that differ.
      // Genesys Cloud documents no change of the type, so a credential of another type is a new one.
      return news.type === UNKNOWN || news.type === olds.type ? {} : { replaces: ["type"] };
    }),

  create: (inputs) =>
    presentable(inputs, async () => {
      const { createCredential } = await import("../lifecycle/integration-credential/create.ts");
      const outs = await createCredential(await credentials(), withoutProviderText(inputs));
      return { id: outs.credentialId, outs };
    }),

  read: (id, props) =>
    presentable(props, async () => {
      const { readCredential } = await import("../lifecycle/integration-credential/read.ts");
      const found = await readCredential(await credentials(), id, withoutProviderText(props ?? {}));
      return found === undefined ? {} : { id, props: found.state, inputs: found.inputs as IntegrationCredentialState };
    }),

  update: (id, olds, news) =>
    presentable(news, async () => {
      const { updateCredential } = await import("../lifecycle/integration-credential/update.ts");
      return {
        outs: await updateCredential(await credentials(), id, withoutProviderText(olds), withoutProviderText(news)),
      };
    }),

  delete: (id, props) =>
    presentable(props, async () => {
      const { deleteCredential } = await import("../lifecycle/integration-credential/delete.ts");
      await deleteCredential(await credentials(), id, withoutProviderText(props));
    }),
};
