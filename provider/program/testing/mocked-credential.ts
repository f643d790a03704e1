import type * as pulumi from "@pulumi/pulumi";
import { type CheckedCredential, checkCredential } from "../../model/check-credential.ts";
import { plannedCredential } from "../../model/credential-translation.ts";
import { INTEGRATION_CREDENTIAL_SECRETS, OAUTH_CLIENT_CREDENTIAL } from "../../model/integration-credential.ts";
import { CREDENTIAL_KIND } from "../../model/resource-kind.ts";
import { MADE_UP_BELONGING, MADE_UP_DATE, madeUpId } from "./made-up.ts";
import { type Declared, isRead, mocked, refuse } from "./mocked-resource.ts";

/** The outputs that an IntegrationCredential has after its creation. @throws Error if `check` refuses the inputs. */
export function mockedCredential(declared: Declared): pulumi.runtime.MockResourceResult {
  const { inputs, failures } = isRead(declared) ? asRead(declared) : checkCredential(declared.values);
  refuse(declared, failures);
  const credentialId = inputs.importId ?? declared.id ?? madeUpId("credential", declared.name);
  const outputs = {
    ...plannedCredential(inputs, MADE_UP_BELONGING),
    credentialId,
    createdDate: MADE_UP_DATE,
    modifiedDate: MADE_UP_DATE,
    selfUri: `/api/v2/integrations/credentials/${credentialId}`,
  };
  return mocked(declared, credentialId, outputs, INTEGRATION_CREDENTIAL_SECRETS);
}

/** Genesys Cloud never shows the fields of a credential. */
function asRead({ name }: Declared): CheckedCredential {
  return { inputs: { name, type: OAUTH_CLIENT_CREDENTIAL, fields: {}, resourceKind: CREDENTIAL_KIND }, failures: [] };
}
