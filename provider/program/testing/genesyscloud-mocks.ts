import type * as pulumi from "@pulumi/pulumi";
import { AnswersOfRun } from "../../data-sources/answers-of-run.ts";
import { infoOf } from "../../data-sources/clients.ts";
import { DATA_SOURCES } from "../../data-sources/index.ts";
import { isCredentialType, isOAuthClientType, pluginToken } from "../../model/plugin-tokens.ts";
import { declaredApi } from "./declared-api.ts";
import type { DeclaredOrganization } from "./declared-organization.ts";
import { givenInputs } from "./given-inputs.ts";
import { mockedClient } from "./mocked-client.ts";
import { mockedCredential } from "./mocked-credential.ts";
import type { Declared } from "./mocked-resource.ts";
import { transformsOf } from "./transforms-of.ts";

/**
 * What {@link genesyscloudMocks} is to answer.
 * @group Testing
 */
export interface GenesyscloudMocksOptions extends DeclaredOrganization {
  /** The mocks for everything that is not of this package. Default: outputs are the inputs, and ids are made from the names. */
  readonly others?: pulumi.runtime.Mocks;
}

/**
 * Mocks for `pulumi.runtime.setMocks`, for unit tests of programs with resources of this package, of both faces.
 *
 * Resources go through the same check as in `pulumi up`, and have the outputs of a creation: values in their canonical form, defaults filled in,
 * secrets marked as secrets. What only Genesys Cloud could tell is made up, and the same in every run: ids begin with `00000000-`, secrets
 * with `unit-test-secret-of-`. Data sources answer from the options. Nothing goes over the network, and no configuration is needed.
 *
 * A resource whose inputs are wrong fails with the reasons that `pulumi up` shows. See {@link promiseOf}.
 *
 * @example
 * ```ts
 * await pulumi.runtime.setMocks(genesyscloudMocks({ roles: ["employee"] }));
 * const { service } = await import("./index.ts");
 * expect(await promiseOf(service.accessTokenValiditySeconds)).toBe(86_400);
 * ```
 * @group Testing
 */
export function genesyscloudMocks(options: GenesyscloudMocksOptions = {}): pulumi.runtime.Mocks {
  const { others = PLAIN_MOCKS, ...organization } = options;
  const api = declaredApi(organization);
  const answers = new AnswersOfRun(async () => api);
  return {
    ...transformsOf(others),
    async newResource(args) {
      if (isCredentialType(args.type)) return mockedCredential(declaredBy(args));
      if (!isOAuthClientType(args.type)) return others.newResource(args);
      const { id: homeDivisionId } = await api.homeDivision();
      return mockedClient(declaredBy(args), {
        homeDivisionId,
        clientOf: async (clientId) => infoOf(await api.getClient(clientId)),
      });
    },
    async call(args) {
      const source = DATA_SOURCES.find(({ name }) => pluginToken(name) === args.token);
      if (source === undefined) return others.call(args);
      try {
        return await answers.find(source, givenInputs(args.inputs).values);
      } catch (error) {
        throw withDetails(error);
      }
    },
  };
}

function declaredBy({ type, name, id, inputs }: pulumi.runtime.MockResourceArgs): Declared {
  return { type, name, id: id || undefined, ...givenInputs(inputs) };
}

/** What Pulumi's own documentation recommends. A component has no id. */
const PLAIN_MOCKS: pulumi.runtime.Mocks = {
  newResource: ({ name, inputs, custom, id }) => ({
    id: custom === false ? undefined : id || `${name}_id`,
    state: { ...inputs },
  }),
  call: ({ inputs }) => ({ ...inputs }),
};

/** Of an error in a call, the SDK passes on only `details`, which the engine's errors have. */
function withDetails(error: unknown): unknown {
  return error instanceof Error ? Object.assign(error, { details: error.message }) : error;
}
