import type { AddressInfo, Server, Socket } from "node:net";

/** Sockets that a proxy ties together in pairs, so that a test can end them all. */
export class TiedSockets {
  private readonly open = new Set<Socket>();

  /** Passes on what either sends to the other. */
  tie(one: Socket, other: Socket): void {
    for (const socket of [one, other]) {
      this.open.add(socket);
      socket.on("error", () => socket.destroy());
      socket.on("close", () => this.open.delete(socket));
    }
    one.pipe(other).pipe(one);
  }

  destroy(): void {
    for (const socket of this.open) socket.destroy();
  }
}

/** Listens on loopback. @returns the port: the given one, or a free one for 0. */
export function listen(server: Server, port = 0): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

/** Resolves when the last connection has ended. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
