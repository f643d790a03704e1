import type * as pulumi from "@pulumi/pulumi";

/** What mocks may do beside their answers, for mocks that wrap them. */
export function transformsOf(mocks: pulumi.runtime.Mocks): Partial<pulumi.runtime.Mocks> {
  const { registerTransform, registerInvokeTransform } = mocks;
  return {
    ...(registerTransform === undefined ? {} : { registerTransform: registerTransform.bind(mocks) }),
    ...(registerInvokeTransform === undefined ? {} : { registerInvokeTransform: registerInvokeTransform.bind(mocks) }),
  };
}
