import type { ServerUnaryCall, sendUnaryData, UntypedServiceImplementation } from "@grpc/grpc-js";
import plugin from "@pulumi/pulumi/proto/plugin_pb.js";
import messages from "@pulumi/pulumi/proto/provider_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { callError, type Kept } from "./call-error.ts";
import type { DifferenceKind } from "./detailed-diff.ts";
import type { EngineLog } from "./engine-log.ts";
import { EngineRun } from "./engine-run.ts";
import { decodeProperties, encodeProperties, type Properties } from "./property-codec.ts";
import type { ResourceCalls } from "./resource-calls.ts";
import { packageSchema, packageVersion } from "./schema.ts";

type Message<T extends abstract new (...args: never) => unknown> = InstanceType<T>;

const NOTHING_KEPT: Kept = { secrets: new Set(), extra: {} };

const KINDS: Readonly<Record<DifferenceKind, { readonly inPlace: 0 | 2 | 4; readonly replacing: 1 | 3 | 5 }>> = {
  add: { inPlace: messages.PropertyDiff.Kind.ADD, replacing: messages.PropertyDiff.Kind.ADD_REPLACE },
  delete: { inPlace: messages.PropertyDiff.Kind.DELETE, replacing: messages.PropertyDiff.Kind.DELETE_REPLACE },
  update: { inPlace: messages.PropertyDiff.Kind.UPDATE, replacing: messages.PropertyDiff.Kind.UPDATE_REPLACE },
};

/**
 * Pulumi's service `pulumirpc.ResourceProvider`. It only translates: messages to plain properties and back, errors to codes. The engine gets
 * UNIMPLEMENTED for what is missing here.
 */
export function resourceProviderService(log: EngineLog): UntypedServiceImplementation {
  let run = new EngineRun(log);
  return {
    handshake: unary(log, async (request: Message<typeof messages.ProviderHandshakeRequest>) => {
      log.connect(request.getEngineAddress());
      return new messages.ProviderHandshakeResponse().setAcceptSecrets(true);
    }),

    attach: unary(log, async (request: Message<typeof plugin.PluginAttach>) => {
      // Somebody else has started this process, for any number of runs.
      log.connect(request.getAddress());
      run = new EngineRun(log);
      return new empty.Empty();
    }),

    getPluginInfo: unary(log, async () => new plugin.PluginInfo().setVersion(await packageVersion())),

    getSchema: unary(log, async () => new messages.GetSchemaResponse().setSchema(await packageSchema())),

    checkConfig: unary(log, async (request: Message<typeof messages.CheckRequest>) => {
      const { values } = decodeProperties(request.getNews());
      return checkResponse(values, run.settings.check(values));
    }),

    diffConfig: unary(log, async (request: Message<typeof messages.DiffRequest>) => {
      const [before, after] = [decodeProperties(request.getOldInputs()), decodeProperties(request.getNews())];
      return diffResponse(run.settings.diff(before.values, after.values));
    }),

    configure: unary(log, async (request: Message<typeof messages.ConfigureRequest>) => {
      run.settings.configure(decodeProperties(request.getArgs()).values);
      return new messages.ConfigureResponse().setAcceptsecrets(true).setSupportspreview(true);
    }),

    check: unary(log, async (request: Message<typeof messages.CheckRequest>) => {
      const [olds, news] = [decodeProperties(request.getOlds()), decodeProperties(request.getNews())];
      const { inputs, failures } = await run.resources.check(request.getUrn(), olds, news);
      return checkResponse(inputs, failures, await secretsIn(request, news));
    }),

    diff: unary(log, async (request: Message<typeof messages.DiffRequest>) => {
      const [olds, oldInputs, news] = [request.getOlds(), request.getOldInputs(), request.getNews()].map(
        (struct) => decodeProperties(struct).values,
      ) as [object, object, object] as [Values, Values, Values];
      return diffResponse(await run.resources.diff(request.getUrn(), request.getId(), olds, oldInputs, news));
    }),

    create: unary(
      log,
      async (request: Message<typeof messages.CreateRequest>) => {
        const inputs = decodeProperties(request.getProperties());
        const { id, outputs } = await run.resources.create(request.getUrn(), inputs.values, request.getPreview());
        const secrets = await secretsIn(request, inputs);
        return new messages.CreateResponse().setId(id).setProperties(encodeProperties(outputs, secrets));
      },
      async (request) => ({ secrets: await secretsIn(request, decodeProperties(request.getProperties())), extra: {} }),
    ),

    read: unary(log, async (request: Message<typeof messages.ReadRequest>) => {
      const [inputs, state] = [request.getInputs(), request.getProperties()].map(decodeProperties) as [
        Properties,
        Properties,
      ];
      // Neither is set in the engine's own import, inputs alone where a program reads what the stack does not own.
      const isImport = request.getInputs() === undefined && request.getProperties() === undefined;
      const [urn, id] = [request.getUrn(), request.getId()];
      const found = await (isImport ? run.resources.import(urn, id) : run.resources.read(urn, id, state.values));
      if (found === undefined) return new messages.ReadResponse();
      const secrets = await secretsIn(request, inputs, state);
      return new messages.ReadResponse()
        .setId(found.id)
        .setInputs(encodeProperties(found.inputs, secrets))
        .setProperties(encodeProperties(found.state, secrets));
    }),

    update: unary(
      log,
      async (request: Message<typeof messages.UpdateRequest>) => {
        const [olds, news] = [decodeProperties(request.getOlds()), decodeProperties(request.getNews())];
        const [urn, id] = [request.getUrn(), request.getId()];
        const outputs = await run.resources.update(urn, id, olds.values, news.values, request.getPreview());
        return new messages.UpdateResponse().setProperties(
          encodeProperties(outputs, await secretsIn(request, olds, news)),
        );
      },
      async (request) => {
        const [olds, news] = [decodeProperties(request.getOlds()), decodeProperties(request.getNews())];
        return { secrets: await secretsIn(request, olds, news), extra: run.resources.carriedIn(olds.values) };
      },
    ),

    delete: unary(log, async (request: Message<typeof messages.DeleteRequest>) => {
      const { values } = decodeProperties(request.getProperties());
      await run.resources.delete(request.getUrn(), request.getId(), values);
      return new empty.Empty();
    }),

    invoke: unary(log, async (request: Message<typeof messages.InvokeRequest>) => {
      const { values, secrets } = decodeProperties(request.getArgs());
      const result = await run.functions.answer(request.getTok(), values);
      // A result that was found by a secret argument tells it.
      const secretResults = secrets.size === 0 ? secrets : new Set(Object.keys(result));
      return new messages.InvokeResponse().setReturn(encodeProperties(result, secretResults));
    }),

    cancel: unary(log, async () => {
      run.cancel();
      return new empty.Empty();
    }),
  };

  async function secretsIn(request: { getUrn(): string }, ...properties: Properties[]): Promise<ReadonlySet<string>> {
    const { secrets } = await run.resources.kindOf(request.getUrn());
    return new Set([...secrets, ...properties.flatMap((one) => [...one.secrets])]);
  }
}

type Values = Readonly<Record<string, unknown>>;

/**
 * A call with one answer.
 * @param kept what the engine is to keep of a resource if the call fails half-way.
 */
function unary<Request extends object, Response>(
  log: EngineLog,
  answer: (request: Request) => Promise<Response>,
  kept: (request: Request) => Promise<Kept> = async () => NOTHING_KEPT,
) {
  return async ({ request }: ServerUnaryCall<Request, Response>, reply: sendUnaryData<Response>): Promise<void> => {
    try {
      const urn = "getUrn" in request && typeof request.getUrn === "function" ? String(request.getUrn()) : "";
      reply(null, await log.during(urn, () => answer(request)));
    } catch (error) {
      reply(callError(error, await kept(request).catch(() => NOTHING_KEPT)));
    }
  };
}

function checkResponse(
  inputs: object,
  failures: readonly { readonly property: string; readonly reason: string }[],
  secrets: ReadonlySet<string> = new Set(),
) {
  return new messages.CheckResponse()
    .setInputs(encodeProperties(inputs, secrets))
    .setFailuresList(
      failures.map(({ property, reason }) => new messages.CheckFailure().setProperty(property).setReason(reason)),
    );
}

function diffResponse({ isChanged, replaces, details }: Awaited<ReturnType<ResourceCalls["diff"]>>) {
  const { DiffChanges } = messages.DiffResponse;
  const response = new messages.DiffResponse()
    .setChanges(isChanged ? DiffChanges.DIFF_SOME : DiffChanges.DIFF_NONE)
    .setReplacesList([...replaces])
    .setDiffsList([...new Set([...details.keys()].map((path) => path.split(/[.[]/)[0] ?? path))])
    .setHasdetaileddiff(true);
  for (const [path, kind] of details) {
    const { inPlace, replacing } = KINDS[kind];
    const isReplacing = replaces.includes(path);
    response
      .getDetaileddiffMap()
      .set(path, new messages.PropertyDiff().setKind(isReplacing ? replacing : inPlace).setInputdiff(true));
  }
  return response;
}
