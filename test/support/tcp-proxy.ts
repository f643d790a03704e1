import { connect, createServer, type Server } from "node:net";
import { close, listen, TiedSockets } from "./sockets.ts";

/** Passes TCP connections on to a simulator, so that a test can count them or refuse them. */
export interface TcpProxy extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** Connections accepted so far. */
  readonly accepted: number;
  /** Ends all connections, and refuses new ones. */
  refuse(): Promise<void>;
  /** Accepts connections again, on the same port. */
  accept(): Promise<void>;
}

/** Starts a proxy to a simulator. */
export async function startTcpProxy(target: { readonly url: string }): Promise<TcpProxy> {
  const targetPort = Number(new URL(target.url).port);
  const sockets = new TiedSockets();
  let accepted = 0;
  let server: Server | undefined;

  const start = async (port: number): Promise<number> => {
    const starting = createServer((incoming) => {
      accepted += 1;
      sockets.tie(incoming, connect(targetPort, "127.0.0.1"));
    });
    const boundTo = await listen(starting, port);
    server = starting;
    return boundTo;
  };

  const stop = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    sockets.destroy();
    if (stopping !== undefined) await close(stopping);
  };

  const port = await start(0);
  return {
    url: `http://127.0.0.1:${port}`,
    get accepted() {
      return accepted;
    },
    refuse: stop,
    async accept() {
      await start(port);
    },
    [Symbol.asyncDispose]: stop,
  };
}
