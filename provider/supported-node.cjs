"use strict";
// The first thing that every entry point loads. CommonJS, and in the syntax of old versions, so that it runs everywhere:
// an unsupported Node.js gets this one sentence instead of a syntax error from somewhere inside.
const MINIMUM = [22, 12];

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < MINIMUM[0] || (major === MINIMUM[0] && minor < MINIMUM[1])) {
  const error = new Error(
    `pulumi-genesyscloud-oauth needs Node.js ${MINIMUM.join(".")} or newer, and this is Node.js ${process.versions.node}. ` +
      "Install a newer Node.js (https://nodejs.org) and run the command again.",
  );
  // Where the message alone is shown, it says all there is.
  error.stack = error.message;
  // How Pulumi recognises errors that it shows without a stack (pulumi.RunError).
  Object.defineProperty(error, "__pulumiRunError", { value: true });
  throw error;
}
