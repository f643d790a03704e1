/**
 * Mocks for unit tests of Pulumi programs with resources of this package.
 * @packageDocumentation
 */
import "../../supported-node.cjs";

export type {
  DeclaredAuthorization,
  DeclaredClient,
  DeclaredEntity,
  DeclaredOrganization,
  DeclaredScope,
} from "./declared-organization.ts";
export { failuresOf } from "./failures-of.ts";
export { type GenesyscloudMocksOptions, genesyscloudMocks } from "./genesyscloud-mocks.ts";
export { promiseOf } from "./promise-of.ts";
