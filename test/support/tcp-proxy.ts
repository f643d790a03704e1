import { connect, createServer, type Server, type Socket } from "node:net";

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
  const sockets = new Set<Socket>();
  let accepted = 0;
  let server: Server | undefined;

  const listen = (port: number): Promise<number> =>
    new Promise((resolve, reject) => {
      const starting = createServer((incoming) => {
        accepted += 1;
        const outgoing = connect(targetPort, "127.0.0.1");
        for (const socket of [incoming, outgoing]) {
          sockets.add(socket);
          socket.on("error", () => socket.destroy());
          socket.on("close", () => sockets.delete(socket));
        }
        incoming.pipe(outgoing).pipe(incoming);
      });
      starting.once("error", reject);
      starting.listen(port, "127.0.0.1", () => {
        server = starting;
        const address = starting.address();
        resolve(typeof address === "object" && address !== null ? address.port : port);
      });
    });

  const stop = async (): Promise<void> => {
    const stopping = server;
    server = undefined;
    for (const socket of sockets) socket.destroy();
    if (stopping !== undefined) await new Promise<void>((resolve) => stopping.close(() => resolve()));
  };

  const port = await listen(0);
  return {
    url: `http://127.0.0.1:${port}`,
    get accepted() {
      return accepted;
    },
    refuse: stop,
    async accept() {
      await listen(port);
    },
    [Symbol.asyncDispose]: stop,
  };
}
