import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import rpc from "@pulumi/pulumi/proto/status_pb.js";
import any from "google-protobuf/google/protobuf/any_pb.js";
import { GenesysError, isErrorOf, PartialFailureError } from "../errors/index.ts";
import { encodeProperties } from "./property-codec.ts";
import { inWordsOfProvider } from "./settings-of-provider.ts";

/** What the engine is to keep of a resource that exists although the call on it failed. */
export interface Kept {
  readonly secrets: ReadonlySet<string>;
  readonly extra: object;
}

/**
 * The failure of a call as the engine reads it. Only the message travels, never a stack. A failure whose effect is in doubt has the code
 * that the engine takes for that.
 */
export function callError(error: unknown, kept: Kept): Partial<ServiceError> {
  if (isErrorOf(error, PartialFailureError)) return partialFailure(error, kept);
  if (isErrorOf(error, GenesysError)) {
    const code = error.mayHaveBeenApplied ? status.UNKNOWN : status.FAILED_PRECONDITION;
    return { code, details: inWordsOfProvider(error.message) };
  }
  return { code: status.UNKNOWN, details: describeStray(error) };
}

/** Words for an error that is none of ours. It may come from anywhere, so only what a stack trace shows is told. */
export function describeStray(error: unknown): string {
  return `Unexpected error in the provider; please report it. ${error instanceof Error ? (error.stack ?? error.message) : typeof error}`;
}

function partialFailure(error: PartialFailureError, { secrets, extra }: Kept): Partial<ServiceError> {
  const message = inWordsOfProvider(error.message);
  const failed = new messages.ErrorResourceInitFailed()
    .setId(error.id)
    .setProperties(encodeProperties({ ...error.properties, ...extra }, secrets))
    .setReasonsList(error.reasons.map(inWordsOfProvider));
  const detail = new any.Any();
  detail.pack(failed.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const packed = new rpc.Status().setCode(status.UNKNOWN).setMessage(message).setDetailsList([detail]);
  const metadata = new Metadata();
  metadata.set("grpc-status-details-bin", Buffer.from(packed.serializeBinary()));
  return { code: status.UNKNOWN, details: message, metadata };
}
