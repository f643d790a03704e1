/**
 * The provider plugin: a process that the engine starts, and asks over gRPC on loopback. The first line on standard output is its port,
 * and nothing else ever stands there.
 */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import grpc from "@pulumi/pulumi/proto/provider_grpc_pb.js";
import { describeStray } from "./call-error.ts";
import { endWithEngine } from "./end-with-engine.ts";
import { EngineLog } from "./engine-log.ts";
import { resourceProviderService } from "./service.ts";

/** Messages of a large stack are larger than the four megabytes that gRPC takes by default. */
const LARGEST_MESSAGE = 400 * 1024 * 1024;

const log = new EngineLog();
// Among the arguments are flags of the engine, such as --logtostderr.
const address = process.argv.slice(2).find((argument) => /:\d+$/.test(argument));
if (address !== undefined) {
  log.connect(address);
  endWithEngine();
}

// A rejection that nobody awaits must not end the process while clients are being created.
for (const event of ["unhandledRejection", "uncaughtException"] as const) {
  process.on(event, (error: unknown) => process.stderr.write(`${describeStray(error)}\n`));
}

const server = new Server({
  "grpc.max_receive_message_length": LARGEST_MESSAGE,
  "grpc.max_send_message_length": LARGEST_MESSAGE,
});
server.addService(grpc.ResourceProviderService, resourceProviderService(log));
server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, port) => {
  if (error !== null) {
    process.stderr.write(`The provider plugin can't listen on loopback: ${error.message}\n`);
    process.exit(1);
  }
  process.stdout.write(`${port}\n`);
});
