import { readFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { createServer as createTlsServer } from "node:tls";
import { close, listen, TiedSockets } from "./sockets.ts";

const TLS = join(import.meta.dirname, "tls");

/** The certificate of the hosts behind the proxy, for whoever is to trust them. */
export const CERTIFICATE_FILE = join(TLS, "certificate.pem");

/** The hosts that the proxy knows; there are none such in any name service. */
export const API_URL = "https://api.genesyscloud.test";
export const LOGIN_URL = "https://login.genesyscloud.test";

const PASSWORD = "proxy-password-that-nobody-may-see";

/** A proxy for https that asks for a password and leads every tunnel to a simulator. */
export interface HttpsProxy extends AsyncDisposable {
  /** `http://USER:PASSWORD@127.0.0.1:PORT`. */
  readonly url: string;
  readonly password: string;
  /** `HOST:PORT` of each tunnel that was asked for. */
  readonly tunnels: readonly string[];
  /** From now on every tunnel is refused with 403. */
  refuse(): void;
  /** The next tunnels, so many, fail with 503. */
  fail(times: number): void;
}

export async function startHttpsProxy(target: { readonly url: string }): Promise<HttpsProxy> {
  const sockets = new TiedSockets();
  const certificate = { cert: readFileSync(CERTIFICATE_FILE), key: readFileSync(join(TLS, "key.pem")) };
  const terminator = createTlsServer(certificate, (socket) => {
    sockets.tie(socket, connect(Number(new URL(target.url).port), "127.0.0.1"));
  });
  const terminatorPort = await listen(terminator);
  const tunnels: string[] = [];
  let refuses = false;
  let failures = 0;
  const proxy = createHttpServer();
  proxy.on("connect", ({ url = "", headers }, socket: Socket) => {
    tunnels.push(url);
    const [, credentials = ""] = (headers["proxy-authorization"] ?? "").split(" ");
    if (failures-- > 0) socket.end("HTTP/1.1 503 Service Unavailable\r\n\r\n");
    else if (refuses) socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    else if (atob(credentials) !== `user:${PASSWORD}`) socket.end("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n");
    else {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      sockets.tie(socket, connect(terminatorPort, "127.0.0.1"));
    }
  });
  const proxyPort = await listen(proxy);
  return {
    url: `http://user:${PASSWORD}@127.0.0.1:${proxyPort}`,
    password: PASSWORD,
    tunnels,
    refuse() {
      refuses = true;
    },
    fail(times) {
      failures = times;
    },
    async [Symbol.asyncDispose]() {
      sockets.destroy();
      await Promise.all([close(proxy), close(terminator)]);
    },
  };
}
