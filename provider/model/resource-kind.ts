/**
 * Value of the hidden property `resourceKind` of IntegrationCredentials, in their inputs and outputs. OAuthClients, which came first, have none. FROZEN:
 * states keep it, and the runtime knows a credential by it.
 */
export const CREDENTIAL_KIND = "IntegrationCredential";
