/**
 * How the engine and the SDK mark a value as secret: `{ [MARK]: SECRET_MARK, … }`. Other marks have the same key.
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts (specialSigKey, specialSecretSig)
 */
export const MARK = "4dabf18193072939515e22adb298388d";
/** See {@link MARK}. */
export const SECRET_MARK = "1b47061264138c4ac30d75fd1eb44270";
