import { createServer, type Server } from "node:http";
import { getRequestListener, type HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import type { World } from "../world.ts";
import type { Operation, OperationRequest } from "./operation.ts";
import { type Handled, type Outcome, Pipeline } from "./pipeline.ts";

type HonoContext = Context<{ Bindings: HttpBindings }>;

/** Reads JSON or a form; what is neither counts as no body, and the operation says what it misses. */
async function readBody(context: HonoContext): Promise<unknown> {
  const text = await context.req.text();
  if (text === "") return undefined;
  if (context.req.header("content-type")?.includes("application/x-www-form-urlencoded")) {
    return Object.fromEntries(new URLSearchParams(text));
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function toRequest(context: HonoContext): Promise<OperationRequest> {
  const { pathname, searchParams } = new URL(context.req.url);
  return {
    param: (name) => context.req.param(name) ?? "",
    query: searchParams,
    path: pathname,
    body: await readBody(context),
    header: (name) => context.req.header(name),
    context,
  };
}

function send(context: HonoContext, outcome: Outcome): Response {
  if (outcome.kind === "no-answer") {
    if (outcome.destroy) context.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return new Response(outcome.text ?? null, { status: outcome.status, headers: outcome.headers });
}

/** Builds the HTTP application: one route per operation, each request logged before its answer leaves. */
export function createApp(world: World, operations: readonly Operation[]): Hono<{ Bindings: HttpBindings }> {
  const pipeline = new Pipeline(world);
  const app = new Hono<{ Bindings: HttpBindings }>();

  const logged = async (context: HonoContext, route: string, run: () => Promise<Handled>): Promise<Response> => {
    const at = world.clock.now();
    const startedMs = performance.now();
    const { outcome, tokenLogin } = await run();
    const { pathname, search } = new URL(context.req.url);
    world.log.add({
      method: context.req.method,
      path: pathname + search,
      route,
      status: outcome.kind === "answer" ? outcome.status : 0,
      at,
      durationMs: performance.now() - startedMs,
      ...(tokenLogin === undefined ? {} : { tokenLogin }),
    });
    return send(context, outcome);
  };

  for (const operation of operations) {
    app.on(operation.method, operation.route.replaceAll(/\{(\w+)\}/g, ":$1"), (context) =>
      logged(context, operation.route, async () => pipeline.handle(operation, await toRequest(context))),
    );
  }
  app.notFound((context) =>
    logged(context, context.req.path, async () => ({
      outcome: pipeline.unmatched(context.req.method, context.req.url),
      tokenLogin: undefined,
    })),
  );
  return app;
}

/** A server that listens. */
export interface ListeningServer {
  /** e.g. `http://127.0.0.1:49152`. */
  url: string;
  /** Stops listening and destroys every connection, hanging ones too. */
  close(): Promise<void>;
}

/**
 * Listens on the loopback interface.
 *
 * @param port - 0 for a free one
 * @throws Error of the listen call, e.g. `EADDRINUSE`
 */
export async function listen(app: Hono<{ Bindings: HttpBindings }>, port: number): Promise<ListeningServer> {
  // Without overrideGlobalObjects: false the library replaces fetch's Request and Response in the whole process.
  const server: Server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  // Longer than any client keeps an idle connection, so that none meets a close under way.
  server.keepAliveTimeout = 120_000;
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      server.off("error", reject);
      resolve();
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("unreachable: the server has no TCP address");
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve, reject) => {
        server.close((error) =>
          error && "code" in error && error.code !== "ERR_SERVER_NOT_RUNNING" ? reject(error) : resolve(),
        );
        server.closeAllConnections();
      }),
  };
}
