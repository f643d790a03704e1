import type { ServiceError } from "@grpc/grpc-js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import status from "@pulumi/pulumi/proto/status_pb.js";
import protobuf, { type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb.js";

/** A resource's inputs or outputs: plain JSON. */
export type Properties = Record<string, unknown>;

/** What the engine sends in place of a value that is not known before the update. */
export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

/** What the engine would keep of a resource that exists, although the operation on it failed. */
export interface PartialFailure {
  id: string;
  properties: Properties;
  reasons: string[];
}

/** A call that failed. `partial` is what the engine would store in spite of it. */
export class ProviderCallError extends Error {
  override readonly name = "ProviderCallError";
  readonly partial: PartialFailure | undefined;

  constructor(message: string, partial: PartialFailure | undefined) {
    super(message);
    this.partial = partial;
  }
}

export function toStruct(properties: Properties): protobuf.Struct {
  return protobuf.Struct.fromJavaScript(properties as Record<string, JavaScriptValue>);
}

export function fromStruct(struct: protobuf.Struct | undefined): Properties {
  const { __provider, ...properties } = struct?.toJavaScript() ?? {};
  return properties;
}

export function toProviderError(error: ServiceError): ProviderCallError {
  return new ProviderCallError(error.details, partialFailureOf(error));
}

function partialFailureOf(error: ServiceError): PartialFailure | undefined {
  const [packed] = error.metadata.get("grpc-status-details-bin");
  if (!(packed instanceof Buffer)) return undefined;
  const [detail] = status.Status.deserializeBinary(packed).getDetailsList();
  if (detail === undefined) return undefined;
  const failure = messages.ErrorResourceInitFailed.deserializeBinary(detail.getValue_asU8());
  return {
    id: failure.getId(),
    properties: fromStruct(failure.getProperties()),
    reasons: failure.getReasonsList(),
  };
}
