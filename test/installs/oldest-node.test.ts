import { declareInstallTests } from "./installs.ts";
import { NODES } from "./package-managers.ts";

// The oldest of everything: what engines and peerDependencies of package.json promise.
declareInstallTests(NODES["22.12"], {
  "@pulumi/pulumi": "3.216.0",
  typescript: "5.0.4",
  "@types/node": "22.12.0",
  "ts-node": "10.9.2",
});
