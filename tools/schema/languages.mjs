/** What the generators of each language must know beside the schema: the names of the packages that they write. */
export function languages(npmPackage) {
  return {
    nodejs: { packageName: npmPackage, respectSchemaVersion: true },
    python: {
      packageName: "pulumi_genesyscloud_oauth",
      requires: { pulumi: ">=3.216.0,<4.0.0" },
      pyproject: { enabled: true },
      respectSchemaVersion: true,
    },
    go: {
      importBasePath: "example.com/pulumi-genesyscloud-oauth/sdk/go/genesyscloudoauth",
      rootPackageName: "genesyscloudoauth",
      generateResourceContainerTypes: false,
      respectSchemaVersion: true,
    },
    csharp: { respectSchemaVersion: true },
    java: {},
  };
}
