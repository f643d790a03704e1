import * as pulumi from "@pulumi/pulumi";

const OUTPUTS = [
  "name",
  "type",
  "fields",
  "credentialId",
  "createdDate",
  "modifiedDate",
  "selfUri",
  "organizationId",
  "apiUrl",
] as const;

/** Every output without a value, so that the engine fills the properties in. */
export const NO_CREDENTIAL_OUTPUTS = Object.fromEntries(OUTPUTS.map((output) => [output, undefined]));

/** The outputs of an IntegrationCredential, which both faces of this package share. */
declare abstract class IntegrationCredentialOutputs extends pulumi.CustomResource {
  /** Name shown in Genesys Cloud. It need not be unique. */
  readonly name: pulumi.Output<string>;
  /** Name of the credential type. */
  readonly type: pulumi.Output<string>;
  /** Always a secret. Empty if the credential was read with `IntegrationCredential.get`. */
  readonly fields: pulumi.Output<Readonly<Record<string, string>>>;
  /** The same as `id`. */
  readonly credentialId: pulumi.Output<string>;
  /** Time of creation, ISO 8601. */
  readonly createdDate: pulumi.Output<string | undefined>;
  /** Time of the last change that this stack made, ISO 8601. Genesys Cloud does not tell of other changes when a credential is read. */
  readonly modifiedDate: pulumi.Output<string | undefined>;
  /** Path of the credential in the API. */
  readonly selfUri: pulumi.Output<string | undefined>;
  /** Id of the organisation that the credential belongs to. The login of another organisation can't touch it. */
  readonly organizationId: pulumi.Output<string>;
  /** Origin of the API through which the credential was created. */
  readonly apiUrl: pulumi.Output<string>;
}

/**
 * What the classes of both faces extend: CustomResource itself. The SDK counts constructors to find the line of the program that
 * declares a resource, so there must be none in between.
 */
export const IntegrationCredentialResource = pulumi.CustomResource as typeof IntegrationCredentialOutputs;

export type IntegrationCredentialResource = IntegrationCredentialOutputs;
