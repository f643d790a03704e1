// What the engine itself costs: resources of a dynamic provider whose text is as short as ours and which answers at once.
import * as pulumi from "@pulumi/pulumi";
import { clientArgs, count } from "./clients.mjs";

const text = `exports.handler=()=>new Proxy({},{get:(_,m)=>m=="then"?void 0:async(...a)=>(await import("${process.env.BENCH_FLOOR_PROVIDER}")).provider[m](...a)})`;

for (let index = 0; index < count; index++) {
  const props = { ...clientArgs(index), accessTokenValiditySeconds: 86400, state: "active", __provider: text };
  const outputs = { clientSecret: undefined };
  new pulumi.CustomResource(
    "pulumi-nodejs:dynamic/bench:Floor",
    `client-${index}`,
    { ...outputs, ...props },
    {
      additionalSecretOutputs: ["clientSecret"],
    },
  );
}
