"use strict";
// What the executable runs. CommonJS, and in the syntax of old versions: an unsupported Node.js gets one sentence on standard error,
// which the engine shows.
try {
  require("./supported-node.cjs");
} catch (error) {
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
require("./main.cjs");
