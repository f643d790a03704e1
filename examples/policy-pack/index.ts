import { PolicyPack } from "@pulumi/policy";
import { oauthClientPolicies } from "pulumi-genesyscloud-oauth/policy";

new PolicyPack("genesyscloud-oauth", {
  // A violation stops the preview and the update.
  enforcementLevel: "mandatory",
  policies: oauthClientPolicies({
    longValidity: {
      maximumSeconds: 3600,
      // Genesys Cloud provisions users with this client, and its token must last.
      except: ["scim"],
    },
    // A violation is shown, and stops nothing.
    unrotatedSecret: { enforcementLevel: "advisory" },
  }),
});
