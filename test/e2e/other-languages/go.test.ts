import { inject } from "vitest";
import { useLocalGoSdk } from "./go-environment.ts";
import { describeLifeOfAClient } from "./life-of-a-client.ts";

describeLifeOfAClient("Go", {
  example: "plugin-go",
  file: "main.go",
  sdk: "go",
  prepared: inject("go"),
  adapt: useLocalGoSdk,
});
