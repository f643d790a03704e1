import { AsyncLocalStorage } from "node:async_hooks";
import { credentials } from "@grpc/grpc-js";
import grpc from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import messages from "@pulumi/pulumi/proto/engine_pb.js";
import { inWordsOfProvider } from "./settings-of-provider.ts";

/** A call of the engine: the resource that it is about, and the messages that are on their way. */
interface Call {
  readonly urn: string;
  readonly deliveries: Promise<void>[];
}

/** The engine's own log, where a message stands with the resource that it is about. */
export class EngineLog {
  private readonly calls = new AsyncLocalStorage<Call>();
  private client: InstanceType<typeof grpc.EngineClient> | undefined;

  /** @param address host and port of the engine. Until it is known, messages go to standard error, which the engine shows too. */
  connect(address: string): void {
    this.client?.close();
    this.client = new grpc.EngineClient(address, credentials.createInsecure());
  }

  /** Runs a call of the engine. Its messages have arrived when it ends. */
  async during<T>(urn: string, task: () => Promise<T>): Promise<T> {
    const call: Call = { urn, deliveries: [] };
    try {
      return await this.calls.run(call, task);
    } finally {
      await Promise.all(call.deliveries);
    }
  }

  warn(message: string): void {
    const call = this.calls.getStore();
    const delivery = this.deliver(inWordsOfProvider(message), call?.urn ?? "");
    call?.deliveries.push(delivery);
  }

  private deliver(message: string, urn: string): Promise<void> {
    const { client } = this;
    const request = new messages.LogRequest().setSeverity(messages.LogSeverity.WARNING).setMessage(message).setUrn(urn);
    return new Promise((resolve) => {
      const print = () => process.stderr.write(`warning: ${message}\n`);
      if (client === undefined) {
        print();
        resolve();
        return;
      }
      client.log(request, (error) => {
        if (error !== null) print();
        resolve();
      });
    });
  }
}
