import assert from "node:assert/strict";
import { before, describe, it } from "node:test";
import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "pulumi-genesyscloud-oauth";
import { failuresOf, genesyscloudMocks, promiseOf } from "pulumi-genesyscloud-oauth/testing";

describe("the OAuth clients", () => {
  let clients: typeof import("../clients.ts");

  before(async () => {
    await pulumi.runtime.setMocks(genesyscloudMocks({ roles: ["employee"] }));
    clients = await import("../clients.ts");
  });

  it("log users in over https only", async () => {
    for (const uri of await promiseOf(clients.app.registeredRedirectUris)) assert.match(uri, /^https:/);
  });

  it("have the scopes of the wallboard, and no other ones", async () => {
    assert.deepEqual(await promiseOf(clients.app.scopes), ["analytics:readonly", "users:readonly"]);
  });

  it("keep the secret of the service a secret", async () => {
    assert.equal(await pulumi.isSecret(clients.service.clientSecret), true);
  });

  it("need roles if they are services", async () => {
    const [failure = ""] = await failuresOf(
      () => new OAuthClient("both", { name: "Both", authorizedGrantType: "CLIENT-CREDENTIALS", scopes: ["users"] }),
    );
    assert.match(failure, /needs at least one role/);
  });
});
