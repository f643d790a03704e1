import { CredentialSession } from "../lifecycle/integration-credential/credential-session.ts";
import { StackCredentials } from "../lifecycle/integration-credential/stack-credentials.ts";
import type { IntegrationCredentialInputs, IntegrationCredentialState } from "../model/integration-credential.ts";
import { UNKNOWN } from "../model/unknown.ts";
import type { ProcessSession } from "./process-session.ts";
import type { ResourceMethods } from "./resource-methods.ts";

/** The methods of the resource IntegrationCredential. Each loads only what it needs. */
export function integrationCredentialMethods(
  process: ProcessSession,
): ResourceMethods<IntegrationCredentialInputs, IntegrationCredentialState> {
  const stack = new StackCredentials();
  let opened: Promise<CredentialSession> | undefined;
  const credentials = () => {
    opened ??= process.session().then((shared) => new CredentialSession(shared, stack));
    return opened;
  };
  return {
    async check(olds, news) {
      // The engine passes old inputs only for resources that are in the state.
      if (Object.keys(olds).length > 0) stack.noteExisting(olds);
      const { checkCredential, isAsImported } = await import("../model/check-credential.ts");
      return isAsImported(olds, news) ? { inputs: olds, failures: [] } : checkCredential(news);
    },

    async diff(id, olds, news) {
      const { requireSameOrganization } = await import("../lifecycle/guards.ts");
      const own = await credentials();
      own.claim(id);
      await requireSameOrganization(own.shared, olds);
      // Genesys Cloud documents no change of the type, so a credential of another type is a new one.
      return news.type === UNKNOWN || news.type === olds.type ? {} : { replaces: ["type"] };
    },

    async create(inputs) {
      const { createCredential } = await import("../lifecycle/integration-credential/create.ts");
      return createCredential(await credentials(), inputs);
    },

    async planCreation(inputs) {
      const { shared } = await credentials();
      const { plannedCredential } = await import("../model/credential-translation.ts");
      return plannedCredential(inputs, await shared.identity());
    },

    async import(id) {
      const { importCredential } = await import("../lifecycle/integration-credential/adopt.ts");
      return importCredential(await credentials(), id);
    },

    async read(id, state) {
      const { readCredential } = await import("../lifecycle/integration-credential/read.ts");
      return readCredential(await credentials(), id, state);
    },

    async update(id, olds, news) {
      const { updateCredential } = await import("../lifecycle/integration-credential/update.ts");
      return updateCredential(await credentials(), id, olds, news);
    },

    async planUpdate({ fieldsPending, importId, ...olds }, news) {
      return { ...olds, ...news, modifiedDate: UNKNOWN };
    },

    async delete(id, state) {
      const { deleteCredential } = await import("../lifecycle/integration-credential/delete.ts");
      await deleteCredential(await credentials(), id, state);
    },
  };
}
