import * as pulumi from "@pulumi/pulumi";
import { afterAll } from "vitest";
import * as dynamic from "../../../../provider/index.ts";
import * as plugin from "../../../../provider/program/plugin/index.ts";
import { type GenesyscloudMocksOptions, genesyscloudMocks } from "../../../../provider/program/testing/index.ts";

/** Both faces of the package, as a program imports them. */
export const FACES = { dynamic, plugin };

/** Begins a unit test as users do. */
export async function useMocks(options: GenesyscloudMocksOptions = {}, isPreview = false): Promise<void> {
  await pulumi.runtime.setMocks(genesyscloudMocks(options), "shop", "dev", isPreview);
}

/** Takes the mocks away again after all tests of a file: test files share the process. */
export function removeMocksAfterAll(): void {
  afterAll(() => pulumi.runtime.resetOptions("project", "stack", -1, "", "", false, ""));
}
