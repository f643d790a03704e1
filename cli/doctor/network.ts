import { BlockList } from "node:net";
import type { ExplainedConfiguration } from "../../provider/config/configuration.ts";
import { readProxy } from "../../provider/config/proxy.ts";
import type { Environment } from "../../provider/config/settings.ts";
import { checkAuthorities, checkVerification } from "./certificates.ts";
import { green, neutral, red, yellow } from "./checks.ts";
import { isExempt } from "./no-proxy.ts";
import { knowsProxies } from "./node.ts";
import type { Check } from "./report.ts";

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** How Genesys Cloud is reached, and what the environment says of certificates. */
export function checkNetwork(
  explained: ExplainedConfiguration,
  environment: Environment,
  nodeVersion: string,
): readonly Check[] {
  return [
    checkProxy(explained, environment, nodeVersion),
    ...checkEngineConnection(environment),
    checkAuthorities(environment),
    checkVerification(environment),
  ];
}

/** A proxy as it may be shown: without its user and password. */
function address(proxy: string): string {
  return new URL(proxy).host;
}

function checkProxy(
  { configuration, faults }: ExplainedConfiguration,
  environment: Environment,
  nodeVersion: string,
): Check {
  const [id, title] = ["proxy", "Proxy"];
  const fault = faults.find(({ about }) => about === "HTTPS_PROXY");
  if (fault !== undefined) return red(id, title, "HTTPS_PROXY can't be used", fault.message);
  const set = readProxy(environment, () => undefined).https_proxy;
  if (set === undefined) return green(id, title, "none");
  if (configuration === undefined) return neutral(id, title, `${address(set)}; not checked: no configuration`);
  const hosts = [configuration.apiUrl, configuration.loginUrl]
    .filter((url) => url !== undefined)
    .map((url) => new URL(url));
  const { https_proxy, no_proxy = "" } = configuration.proxy;
  const proxied =
    https_proxy === undefined ? [] : hosts.filter((url) => url.protocol === "https:" && !isExempt(no_proxy, url));
  if (proxied.length === 0) return green(id, title, `${address(set)} is set; Genesys Cloud is reached without it`);
  if (!knowsProxies(nodeVersion))
    return yellow(id, title, `${address(set)}, which this Node ignores`, "See Node above.");
  const direct = hosts.filter((url) => !proxied.includes(url));
  const rest = direct.length === 0 ? "" : `; without it to ${direct.map(({ host }) => host).join(", ")}`;
  return green(id, title, `${address(set)} to ${proxied.map(({ host }) => host).join(", ")}${rest}`);
}

/** Programs and providers talk to the engine by gRPC, whose library obeys these variables, in small letters, on loopback too. */
function checkEngineConnection(environment: Environment): readonly Check[] {
  const name = ["grpc_proxy", "https_proxy", "http_proxy"].find((variable) => environment[variable]);
  const proxy = name === undefined ? null : URL.parse(environment[name] ?? "");
  // The library leaves out what it can't parse, and proxies that are asked by https.
  if (name === undefined || proxy?.protocol !== "http:") return [];
  const [id, title] = ["engineConnection", "Engine connection"];
  const list = environment.no_grpc_proxy ? "no_grpc_proxy" : "no_proxy";
  if ((environment[list] ?? "").split(",").some(coversLoopback)) return [green(id, title, `not through ${name}`)];
  const text = `${name} (${proxy.host}) also catches Pulumi's connection to its engine on this machine`;
  const replaced = list === "no_proxy" ? " It replaces NO_PROXY: repeat the entries of that." : "";
  const todo = `Add 127.0.0.1 to ${list}, in small letters.${replaced}`;
  // A proxy on this machine reaches the engine as well.
  return [LOOPBACK.test(proxy.hostname) ? yellow(id, title, text, todo) : red(id, title, text, todo)];
}

/** As the library compares: an address or the end of one, or a network such as `127.0.0.0/8`. */
function coversLoopback(entry: string): boolean {
  const [network = "", bits] = entry.split("/");
  if (bits === undefined) return entry !== "" && "127.0.0.1".endsWith(entry);
  const list = new BlockList();
  try {
    list.addSubnet(network, Number(bits));
  } catch {
    return false;
  }
  return list.check("127.0.0.1");
}
