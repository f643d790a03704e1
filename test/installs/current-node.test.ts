import { declareInstallTests } from "./installs.ts";

declareInstallTests(undefined, { "@pulumi/pulumi": "3.270.0", typescript: "5.9.3", "@types/node": "24.19.2" });
