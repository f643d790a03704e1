import * as pulumi from "@pulumi/pulumi";
import { type AdvisedInputs, adviceFor, refusedSecretAdvice, UNKNOWN_SECRET_ADVICE } from "../model/advice.ts";

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
    if (status === "invalid") await pulumi.log.warn(refusedSecretAdvice(remedy), resource);
  });
}

/** Warns while the secret of an adopted client is unknown, and says how to get one. */
export function warnOfUnknownSecret(
  resource: pulumi.Resource & { readonly clientSecret: pulumi.Output<string> },
): void {
  resource.clientSecret.apply(async (secret) => {
    if (secret === "") await pulumi.log.warn(UNKNOWN_SECRET_ADVICE, resource);
  });
}
