import * as pulumi from "@pulumi/pulumi";
import { type AdvisedInputs, adviceFor } from "../model/advice.ts";

/** Warns about inputs that the API may accept although they are unwise, as soon as their values are known. */
export function giveAdvice(resource: pulumi.Resource, args: pulumi.Inputs): void {
  const { authorizedGrantType, registeredRedirectUris, accessTokenValiditySeconds, roles } = args;
  // Waits for the URN. A message about a resource that could not be registered can't be delivered, nor can any message after it.
  const registered = resource.urn;
  pulumi
    .all({ registered, authorizedGrantType, registeredRedirectUris, accessTokenValiditySeconds, roles })
    .apply(async (known: AdvisedInputs) => {
      for (const advice of adviceFor(known)) await pulumi.log.warn(advice, resource);
    });
}

/** Warns while the secret is known not to work, and says how to get one. */
export function warnOfRefusedSecret(
  resource: pulumi.Resource,
  secretStatus: pulumi.Output<string | undefined>,
  remedy: "secretVersion" | "rotation",
): void {
  secretStatus.apply(async (status) => {
    if (status !== "invalid") return;
    await pulumi.log.warn(
      "secretStatus is invalid: Genesys Cloud no longer accepts the secret in the stack, because somebody has regenerated it. " +
        `Change ${remedy} to generate a new one.`,
      resource,
    );
  });
}

/** Warns while the secret of an adopted client is unknown, and says how to get one. */
export function warnOfUnknownSecret(
  resource: pulumi.Resource & { readonly clientSecret: pulumi.Output<string> },
): void {
  resource.clientSecret.apply(async (secret) => {
    if (secret !== "") return;
    await pulumi.log.warn(
      "clientSecret is empty: Genesys Cloud does not show the secret of an existing client. If you know it, adopt the client with " +
        "importedClientSecret. Otherwise set or change secretVersion to generate a new one; the old secret then stops working at once.",
      resource,
    );
  });
}
