import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import * as grpc from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import { fromStruct, type Properties, toProviderError, toStruct } from "./provider-messages.ts";
import { type ServingProcess, startServing } from "./serving-process.ts";

export { type Properties, ProviderCallError, UNKNOWN } from "./provider-messages.ts";

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface ProviderProcessOptions {
  /** The `__provider` text that goes with every request. */
  provider: string;
  env?: Record<string, string>;
}

type Reply<T> = (error: grpc.ServiceError | null, response: T) => void;

/**
 * The process in which dynamic resources live, driven as the engine drives it but without the engine. Property bags go
 * in and come out without `__provider`. A failed call rejects with a {@link ProviderCallError}.
 */
export class ProviderProcess implements AsyncDisposable {
  readonly #process: ServingProcess;
  readonly #client: ResourceProviderClient;
  readonly #provider: string;

  /** Use {@link startProviderProcess}. */
  constructor(process: ServingProcess, provider: string) {
    this.#process = process;
    this.#client = new ResourceProviderClient(`127.0.0.1:${process.port}`, grpc.credentials.createInsecure());
    this.#provider = provider;
  }

  /** What the process has printed for the user so far. */
  get stderr(): string {
    return this.#process.stderr;
  }

  /** Hands over the stack's configuration, with full keys such as `genesyscloud:region`. Must come first. */
  async configure(config: Record<string, string> = {}): Promise<void> {
    const request = new messages.ConfigureRequest().setArgs(toStruct(config)).setAcceptsecrets(true);
    await this.#call<unknown>((reply) => this.#client.configure(request, reply));
  }

  async check(olds: Properties, news: Properties) {
    const request = new messages.CheckRequest().setOlds(this.#pack(olds)).setNews(this.#pack(news));
    const response = await this.#call<InstanceType<typeof messages.CheckResponse>>((reply) =>
      this.#client.check(request, reply),
    );
    const failures = response.getFailuresList();
    return {
      inputs: fromStruct(response.getInputs()),
      failures: failures.map((failure) => ({ property: failure.getProperty(), reason: failure.getReason() })),
    };
  }

  async diff(id: string, olds: Properties, news: Properties) {
    const request = new messages.DiffRequest().setId(id).setOlds(this.#pack(olds)).setNews(this.#pack(news));
    const response = await this.#call<InstanceType<typeof messages.DiffResponse>>((reply) =>
      this.#client.diff(request, reply),
    );
    return {
      changes: (["unknown", "none", "some"] as const)[response.getChanges()],
      replaces: response.getReplacesList(),
      deleteBeforeReplace: response.getDeletebeforereplace(),
    };
  }

  async create(inputs: Properties) {
    const request = new messages.CreateRequest().setProperties(this.#pack(inputs));
    const response = await this.#call<InstanceType<typeof messages.CreateResponse>>((reply) =>
      this.#client.create(request, reply),
    );
    return { id: response.getId(), properties: fromStruct(response.getProperties()) };
  }

  /** Reads as a refresh does, from the outputs in the state. Undefined when the resource is gone. */
  read(id: string, properties: Properties) {
    return this.#read(new messages.ReadRequest().setId(id).setProperties(this.#pack(properties)));
  }

  /** Reads as `opts.id` does, when there are only the program's inputs and no state. */
  readWithoutState(id: string, inputs: Properties) {
    return this.#read(new messages.ReadRequest().setId(id).setInputs(this.#pack(inputs)));
  }

  async #read(request: InstanceType<typeof messages.ReadRequest>) {
    const response = await this.#call<InstanceType<typeof messages.ReadResponse>>((reply) =>
      this.#client.read(request, reply),
    );
    if (response.getId() === "") return undefined;
    return {
      id: response.getId(),
      properties: fromStruct(response.getProperties()),
      inputs: fromStruct(response.getInputs()),
    };
  }

  async update(id: string, olds: Properties, news: Properties): Promise<Properties> {
    const request = new messages.UpdateRequest().setId(id).setOlds(this.#pack(olds)).setNews(this.#pack(news));
    const response = await this.#call<InstanceType<typeof messages.UpdateResponse>>((reply) =>
      this.#client.update(request, reply),
    );
    return fromStruct(response.getProperties());
  }

  async delete(id: string, properties: Properties): Promise<void> {
    const request = new messages.DeleteRequest().setId(id).setProperties(this.#pack(properties));
    await this.#call<unknown>((reply) => this.#client.delete(request, reply));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /** Ends the process, as the engine does after every operation. */
  async close(): Promise<void> {
    this.#client.close();
    await this.#process[Symbol.asyncDispose]();
  }

  #pack(properties: Properties) {
    return toStruct({ ...properties, __provider: this.#provider });
  }

  async #call<T>(send: (reply: Reply<T>) => unknown): Promise<T> {
    return await new Promise<T>((resolve, reject) => {
      send((error, response) => (error === null ? resolve(response) : reject(toProviderError(error))));
    });
  }
}

/** Starts the process in the repository's folder, where the package resolves by its own name. Takes half a second. */
export async function startProviderProcess({ provider, env }: ProviderProcessOptions): Promise<ProviderProcess> {
  const script = createRequire(import.meta.url).resolve("@pulumi/pulumi/cmd/dynamic-provider");
  // The argument is the engine's address, which the process demands and never uses.
  const options = { cwd: root, env: { ...process.env, ...env } };
  return new ProviderProcess(await startServing(process.execPath, [script, "127.0.0.1:0"], options), provider);
}
