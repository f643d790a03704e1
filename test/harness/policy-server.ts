import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/analyzer_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { type Properties, toProviderError, toStruct } from "./provider-messages.ts";
import { type ServingProcess, startServing } from "./serving-process.ts";

/** A resource, as the engine hands it to the policy packs of a stack. */
export interface AnalyzedResource {
  readonly type: string;
  readonly name: string;
  /** Inputs that the provider has checked. */
  readonly properties: Properties;
  readonly parent?: string;
}

/** What a rule reports. */
export interface Violation {
  readonly rule: string;
  readonly level: "advisory" | "mandatory" | "other";
  /** The description of the rule, and below it what is wrong with the resource. */
  readonly message: string;
}

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

type Reply<T> = (error: grpc.ServiceError | null, response: T) => void;

/** The process that serves a policy pack, driven as the engine drives it but without the engine. */
export class PolicyServer implements AsyncDisposable {
  readonly process: ServingProcess;
  readonly #folder: string;
  readonly #client: AnalyzerClient;

  /** Use {@link startPolicyServer}. */
  constructor(process: ServingProcess, folder: string) {
    this.process = process;
    this.#folder = folder;
    this.#client = new AnalyzerClient(`127.0.0.1:${process.port}`, grpc.credentials.createInsecure());
  }

  /** The rules with the schema of their configuration, each with its defaults. */
  async rules(): Promise<Record<string, Properties>> {
    const info = await this.#call<InstanceType<typeof messages.AnalyzerInfo>>((reply) =>
      this.#client.getAnalyzerInfo(new empty.Empty(), reply),
    );
    return Object.fromEntries(
      info.getPoliciesList().map((policy) => {
        const settings = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
        return [policy.getName(), settings];
      }),
    );
  }

  /** Hands over the configuration of the pack, by rule. */
  async configure(config: Record<string, Properties>): Promise<void> {
    const request = new messages.ConfigureAnalyzerRequest();
    for (const [rule, properties] of Object.entries(config)) {
      const settings = new messages.PolicyConfig().setProperties(toStruct(properties));
      settings.setEnforcementlevel(messages.EnforcementLevel.MANDATORY);
      request.getPolicyconfigMap().set(rule, settings);
    }
    await this.#call<unknown>((reply) => this.#client.configure(request, reply));
  }

  async analyze({ type, name, properties, parent }: AnalyzedResource): Promise<readonly Violation[]> {
    const options = new messages.AnalyzerResourceOptions();
    if (parent !== undefined) options.setParent(parent);
    const request = new messages.AnalyzeRequest()
      .setType(type)
      .setName(name)
      .setUrn(`urn:pulumi:test::program::${type}::${name}`)
      .setProperties(toStruct(properties))
      .setOptions(options);
    const response = await this.#call<InstanceType<typeof messages.AnalyzeResponse>>((reply) =>
      this.#client.analyze(request, reply),
    );
    return response.getDiagnosticsList().map((diagnostic) => ({
      rule: diagnostic.getPolicyname(),
      level: LEVELS[diagnostic.getEnforcementlevel()] ?? "other",
      message: diagnostic.getMessage(),
    }));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#client.close();
    await this.process[Symbol.asyncDispose]();
    rmSync(this.#folder, { recursive: true, force: true });
  }

  async #call<T>(send: (reply: Reply<T>) => unknown): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      send((error, response) => (error === null ? resolve(response) : reject(toProviderError(error))));
    });
  }
}

const LEVELS: Partial<Record<number, Violation["level"]>> = {
  [messages.EnforcementLevel.ADVISORY]: "advisory",
  [messages.EnforcementLevel.MANDATORY]: "mandatory",
};

/** Starts the server of a policy pack, which is one CommonJS module. Takes about a second. */
export async function startPolicyServer(source: string): Promise<PolicyServer> {
  mkdirSync(join(root, ".e2e"), { recursive: true });
  // Inside the repository, so that the pack finds the package by its name.
  const folder = mkdtempSync(join(root, ".e2e", "pack-"));
  try {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "pack", version: "1.0.0", main: "index.js" }));
    writeFileSync(join(folder, "index.js"), source);
    const script = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/run-policy-pack");
    // The first argument is the engine's address, which the process demands and never uses.
    const serving = await startServing(process.execPath, [script, "127.0.0.1:0", "."], { cwd: folder });
    return new PolicyServer(serving, folder);
  } catch (error) {
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}
