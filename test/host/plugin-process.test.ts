import { Server, ServerCredentials } from "@grpc/grpc-js";
import engine from "@pulumi/pulumi/proto/engine_grpc_pb.js";
import type messages from "@pulumi/pulumi/proto/engine_pb.js";
import empty from "google-protobuf/google/protobuf/empty_pb.js";
import { describe, expect, it } from "vitest";
import { simulatorEnvironment, startSimulator } from "../../simulator/index.ts";
import { startPlugin, urnOf } from "../harness/plugin-process.ts";
import { APP } from "../harness/sample-clients.ts";

const CLIENT = urnOf("OAuthClient");
/** Inputs that are worth a warning. */
const UNWISE = { ...APP, authorizedGrantType: "TOKEN" };
const ADVICE = /implicit|TOKEN/;

const HIDDEN = "a-token-that-hangs-on-an-error";

/** At a signal, code of nobody fails in two ways. Nothing of the plugin is awaited by either. */
const FAILS_AT_SIGNAL = `data:text/javascript,${encodeURIComponent(`
process.on("SIGUSR2", () => {
  const { HIDDEN } = process.env;
  const error = (text) => Object.assign(new Error(text), { headers: { authorization: HIDDEN } });
  Promise.reject(error("stray rejection"));
  Promise.reject({ token: HIDDEN });
  setTimeout(() => { throw error("stray exception"); }, 1);
});
`)}`;

/** An engine that keeps what it is told. */
async function startEngine() {
  const logged: { message: string; urn: string }[] = [];
  const server = new Server();
  server.addService(engine.EngineService, {
    log: (
      { request }: { request: InstanceType<typeof messages.LogRequest> },
      reply: (error: null, answer: object) => void,
    ) => {
      logged.push({ message: request.getMessage(), urn: request.getUrn() });
      reply(null, new empty.Empty());
    },
  });
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  return { address: `127.0.0.1:${port}`, logged, [Symbol.dispose]: () => server.forceShutdown() };
}

describe("the process of the plugin", () => {
  it("prints its port and nothing else; without an engine, warnings go to standard error", async () => {
    await using plugin = await startPlugin();
    await plugin.configure();
    expect((await plugin.check(CLIENT, UNWISE)).failures).toEqual([]);
    await plugin.process.printed(({ stderr }) => /^warning: .+\n$/m.test(stderr));
    expect(plugin.process.stderr).toMatch(ADVICE);
    expect(plugin.process.stdout).toBe(`${plugin.process.port}\n`);
  });

  it.each(["as an argument", "when it attaches"])(
    "tells its warnings to an engine that gives its address %s",
    async (how) => {
      using engineServer = await startEngine();
      const flags = ["--logtostderr", "-v=9"];
      const args = how === "as an argument" ? [...flags, engineServer.address] : flags;
      await using plugin = await startPlugin({ args });
      if (how !== "as an argument") await plugin.attach(engineServer.address);
      await plugin.configure();
      await plugin.check(CLIENT, UNWISE);
      // The call ends when its messages have arrived.
      expect(engineServer.logged).toContainEqual({ message: expect.stringMatching(ADVICE), urn: CLIENT });
      expect(plugin.process.stderr).toBe("");
      expect(plugin.process.stdout).toBe(`${plugin.process.port}\n`);
    },
  );

  it("prints its warnings if the engine does not answer", async () => {
    const engineServer = await startEngine();
    engineServer[Symbol.dispose]();
    await using plugin = await startPlugin({ args: [engineServer.address] });
    await plugin.configure();
    expect((await plugin.check(CLIENT, UNWISE)).failures).toEqual([]);
    await plugin.process.printed(({ stderr }) => stderr.includes("warning: "));
  });

  it("survives failures that nobody awaits, and tells them without what hangs on them", async () => {
    const simulator = await startSimulator({ rateLimit: false });
    try {
      const env = { ...simulatorEnvironment(simulator.url), NODE_OPTIONS: `--import=${FAILS_AT_SIGNAL}`, HIDDEN };
      await using plugin = await startPlugin({ env });
      await plugin.configure();
      plugin.process.signal("SIGUSR2");
      const texts = ["stray rejection", "stray exception", "please report it. object"];
      await plugin.process.printed(({ stderr }) => texts.every((text) => stderr.includes(text)));
      const { id } = await plugin.create(CLIENT, (await plugin.check(CLIENT, APP)).inputs);
      expect(simulator.clients.get(id)?.name).toBe(APP.name);
      expect(plugin.process.stderr).not.toContain(HIDDEN);
      expect(plugin.process.stdout).toBe(`${plugin.process.port}\n`);
    } finally {
      await simulator.close();
    }
  });

  it("does no harm to anything when the engine cancels at the normal end of a run", async () => {
    const simulator = await startSimulator({ rateLimit: false });
    try {
      await using plugin = await startPlugin({ env: simulatorEnvironment(simulator.url) });
      await plugin.configure();
      const { id } = await plugin.create(CLIENT, (await plugin.check(CLIENT, APP)).inputs);
      const before = simulator.log.all().length;
      await plugin.cancel();
      await plugin.cancel();
      expect(simulator.log.all()).toHaveLength(before);
      expect(simulator.clients.get(id)?.state).toBe("active");
      expect(plugin.process.stderr).toBe("");
    } finally {
      await simulator.close();
    }
  });

  it("outlives its connection, as engines that attach need it", async () => {
    await using plugin = await startPlugin();
    await plugin.version();
    plugin.disconnect();
    expect(plugin.process.isRunning).toBe(true);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("ends at %s, also while a call waits", async (name) => {
    await using plugin = await startPlugin();
    const waiting = plugin.create(CLIENT, APP).catch((error: unknown) => error);
    await plugin.version();
    plugin.process.signal(name);
    expect([name, 0]).toContain(await plugin.process.ended());
    expect(await waiting).toBeInstanceOf(Error);
  });
});
