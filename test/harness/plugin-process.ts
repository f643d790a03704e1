import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { fromStruct, type Properties, toProviderError, toStruct } from "./provider-messages.ts";
import { type ServingProcess, startServing } from "./serving-process.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The executable that the engine starts. */
const EXECUTABLE = join(root, "plugin", "pulumi-resource-genesyscloud-oauth");

type Reply<T> = (error: grpc.ServiceError | null, response: T) => void;

export interface PluginOptions {
  readonly env?: Record<string, string>;
  /** What the engine passes: its address, and its flags. */
  readonly args?: string[];
}

/** URN of a resource of this type of the package. */
export function urnOf(type: string, name = "app"): string {
  return `urn:pulumi:test::program::genesyscloud-oauth:index:${type}::${name}`;
}

/**
 * The provider plugin, driven as the engine drives it but without the engine. Secrets and unknown values travel as they are. A failed
 * call rejects with a `ProviderCallError`.
 */
export class PluginProcess implements AsyncDisposable {
  readonly process: ServingProcess;
  readonly #client: ResourceProviderClient;

  /** Use {@link startPlugin}. */
  constructor(process: ServingProcess) {
    this.process = process;
    this.#client = new ResourceProviderClient(`127.0.0.1:${process.port}`, grpc.credentials.createInsecure());
  }

  async schema(): Promise<string> {
    const request = new messages.GetSchemaRequest();
    const response = await this.#call<InstanceType<typeof messages.GetSchemaResponse>>((reply) =>
      this.#client.getSchema(request, reply),
    );
    return response.getSchema();
  }

  async version(): Promise<string> {
    const response = await this.#call<InstanceType<typeof plugin.PluginInfo>>((reply) =>
      this.#client.getPluginInfo(new empty.Empty(), reply),
    );
    return response.getVersion();
  }

  /** Tells where the engine is, as an engine does that finds the plugin running. */
  async attach(address: string): Promise<void> {
    const request = new plugin.PluginAttach().setAddress(address);
    await this.#call<unknown>((reply) => this.#client.attach(request, reply));
  }

  checkConfig(settings: Properties) {
    return this.#check((request, reply) => this.#client.checkConfig(request, reply), "", settings);
  }

  async configure(settings: Properties = {}): Promise<void> {
    const request = new messages.ConfigureRequest().setArgs(toStruct(settings)).setAcceptsecrets(true);
    await this.#call<unknown>((reply) => this.#client.configure(request, reply));
  }

  check(urn: string, news: Properties) {
    return this.#check((request, reply) => this.#client.check(request, reply), urn, news);
  }

  async create(urn: string, inputs: Properties, { preview = false } = {}) {
    const request = new messages.CreateRequest().setUrn(urn).setProperties(toStruct(inputs)).setPreview(preview);
    const response = await this.#call<InstanceType<typeof messages.CreateResponse>>((reply) =>
      this.#client.create(request, reply),
    );
    return { id: response.getId(), properties: fromStruct(response.getProperties()) };
  }

  async invoke(token: string, args: Properties): Promise<Properties> {
    const request = new messages.InvokeRequest().setTok(token).setArgs(toStruct(args));
    const response = await this.#call<InstanceType<typeof messages.InvokeResponse>>((reply) =>
      this.#client.invoke(request, reply),
    );
    return fromStruct(response.getReturn());
  }

  async cancel(): Promise<void> {
    await this.#call<unknown>((reply) => this.#client.cancel(new empty.Empty(), reply));
  }

  /** Sends these bytes in place of a request, and returns those of the answer. */
  send(method: string, bytes: Uint8Array): Promise<Buffer> {
    const same = (value: Buffer) => value;
    const path = `/pulumirpc.ResourceProvider/${method}`;
    return this.#call<Buffer>((reply) =>
      this.#client.makeUnaryRequest(path, same, same, Buffer.from(bytes), (error, answer = Buffer.alloc(0)) =>
        reply(error, answer),
      ),
    );
  }

  /** Closes the connection, as an engine does that ends. The process goes on. */
  disconnect(): void {
    this.#client.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.disconnect();
    await this.process[Symbol.asyncDispose]();
  }

  async #check(
    send: (
      request: InstanceType<typeof messages.CheckRequest>,
      reply: Reply<InstanceType<typeof messages.CheckResponse>>,
    ) => unknown,
    urn: string,
    news: Properties,
  ) {
    const request = new messages.CheckRequest().setUrn(urn).setNews(toStruct(news));
    const response = await this.#call<InstanceType<typeof messages.CheckResponse>>((reply) => send(request, reply));
    const failures = response.getFailuresList();
    return {
      inputs: fromStruct(response.getInputs()),
      failures: failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  async #call<T>(send: (reply: Reply<T>) => unknown): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      send((error, response) => (error === null ? resolve(response) : reject(toProviderError(error))));
    });
  }
}

/** Starts the plugin that the set-up has made. */
export async function startPlugin({ env, args = [] }: PluginOptions = {}): Promise<PluginProcess> {
  const PATH = [dirname(process.execPath), process.env.PATH].join(delimiter);
  return new PluginProcess(await startServing(EXECUTABLE, args, { env: { ...process.env, PATH, ...env } }));
}
