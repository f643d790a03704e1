import { inject } from "vitest";
import { describeLifeOfAClient } from "./life-of-a-client.ts";

describeLifeOfAClient("Python", {
  example: "plugin-python",
  file: "__main__.py",
  sdk: "python",
  prepared: inject("python"),
});
