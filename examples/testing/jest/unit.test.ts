import { beforeAll, describe, expect, it } from "@jest/globals";
import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "pulumi-genesyscloud-oauth";
import { failuresOf, genesyscloudMocks, promiseOf } from "pulumi-genesyscloud-oauth/testing";

describe("the OAuth clients", () => {
  let clients: typeof import("../clients");

  beforeAll(async () => {
    await pulumi.runtime.setMocks(genesyscloudMocks({ roles: ["employee"] }));
    clients = require("../clients");
  });

  it("log users in over https only", async () => {
    expect(await promiseOf(clients.app.registeredRedirectUris)).toEqual([expect.stringMatching(/^https:/)]);
  });

  it("have the scopes of the wallboard, and no other ones", async () => {
    expect(await promiseOf(clients.app.scopes)).toEqual(["analytics:readonly", "users:readonly"]);
  });

  it("keep the secret of the service a secret", async () => {
    expect(await pulumi.isSecret(clients.service.clientSecret)).toBe(true);
  });

  it("need roles if they are services", async () => {
    const failures = await failuresOf(
      () => new OAuthClient("both", { name: "Both", authorizedGrantType: "CLIENT-CREDENTIALS", scopes: ["users"] }),
    );
    expect(failures).toEqual([expect.stringContaining("needs at least one role")]);
  });
});
