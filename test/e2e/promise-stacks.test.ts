import { expect, it } from "vitest";
import { storedResource } from "../harness/pulumi.ts";
import { createClientStack } from "./client-stack.ts";
import { installPackage, PULUMI_TSCONFIG } from "./own-project.ts";

/** The interface is gone when it runs, so that only a mapped stack names the right lines. */
const SOURCE = `import * as pulumi from "@pulumi/pulumi";
import { OAuthClient } from "pulumi-genesyscloud-oauth";

interface Gone {
  whenCompiled: true;
}

const mapStack = Error.prepareStackTrace!;
let promises = 0;
function counting(error: Error, frames: NodeJS.CallSite[]) {
  if (frames[0]?.getFunctionName() === "debuggablePromise") promises++;
  return mapStack(error, frames);
}
function promisesOf(construct: () => void): number {
  Error.prepareStackTrace = counting;
  promises = 0;
  construct();
  if (Error.prepareStackTrace !== counting) throw new Error("stacks are not as before");
  Error.prepareStackTrace = mapStack;
  return promises;
}

let inTransformation = "";
const args = { name: "App", authorizedGrantType: "CODE", registeredRedirectUris: ["https://app.example.com/callback"] } as const;
export const ofClient = promisesOf(function declare() {
  new OAuthClient("app", args, {
    transformations: [() => void (inTransformation = new Error("seen").stack ?? "")],
  });
});
export const ofOther = promisesOf(() => new pulumi.ComponentResource("test:other:Other", "other", { property: 1 }));
export const stackInTransformation = inTransformation.split("\\n")[1]?.trim();
`;

const lineOf = (text: string) => SOURCE.split("\n").findIndex((line) => line.includes(text)) + 1;

async function typeScriptStack() {
  const clients = await createClientStack({ program: { file: "index.ts", source: SOURCE } });
  installPackage(clients.stack, { name: "program", main: "index.ts" });
  clients.stack.writeProgram("tsconfig.json", JSON.stringify(PULUMI_TSCONFIG));
  return clients;
}

it("constructs a client without stacks of promises, and every other stack still leads to the program", async () => {
  await using clients = await typeScriptStack();
  (await clients.stack.up()).succeeded();

  const { ofClient, ofOther, stackInTransformation } = await clients.stack.outputs();
  expect({ ofClient, ofOther: Number(ofOther) > 0 }).toEqual({ ofClient: 0, ofOther: true });
  expect(stackInTransformation).toContain(`index.ts:${lineOf("transformations:")}:`);
  const { sourcePosition } = storedResource((await clients.stack.exportStack()).succeeded(), "app");
  expect(sourcePosition).toContain(`index.ts#${lineOf('new OAuthClient("app"')},`);
});

it("takes them where leaked promises are looked for", async () => {
  await using clients = await typeScriptStack();
  (
    await clients.stack.run(["up", "--yes", "--skip-preview"], { env: { PULUMI_DEBUG_PROMISE_LEAKS: "1" } })
  ).succeeded();
  expect(Number((await clients.stack.outputs()).ofClient)).toBeGreaterThan(20);
});
