// What the usual way would cost: the same provider through pulumi.dynamic.Resource, which serialises seven thin methods.
import * as pulumi from "@pulumi/pulumi";
import { clientArgs, count } from "./clients.mjs";

const provider = {
  configure: async (request) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.configure(request),
  check: async (olds, news) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.check(olds, news),
  diff: async (id, olds, news) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.diff(id, olds, news),
  create: async (inputs) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.create(inputs),
  read: async (id, props) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.read(id, props),
  update: async (id, olds, news) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.update(id, olds, news),
  delete: async (id, props) => (await import("pulumi-genesyscloud-oauth/runtime")).provider.delete(id, props),
};

class Serialised extends pulumi.dynamic.Resource {
  constructor(name, args) {
    super(provider, name, { clientSecret: undefined, ...args }, { additionalSecretOutputs: ["clientSecret"] });
  }
}

for (let index = 0; index < count; index++) new Serialised(`client-${index}`, clientArgs(index));
