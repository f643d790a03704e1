import semver from "semver";
import type { Environment } from "../../provider/config/settings.ts";
import { OWN_PACKAGE } from "../own-package.ts";
import { green, red, yellow } from "./checks.ts";
import type { Check } from "./report.ts";

const NEEDED = OWN_PACKAGE.engines.node;
/** The versions whose `https` obeys HTTPS_PROXY. */
const KNOWS_PROXIES = "^22.21.0 || >=24.5.0";

/** Whether HTTPS_PROXY has an effect on that version of Node. */
export function knowsProxies(version: string): boolean {
  return semver.satisfies(version, KNOWS_PROXIES, { includePrerelease: true });
}

/** The version of Node. */
export function checkNode(version: string, environment: Environment): Check {
  const [id, title, facts] = ["node", "Node", { version }] as const;
  if (!semver.satisfies(version, NEEDED)) {
    return red(
      id,
      title,
      `${version} is too old; needed is ${NEEDED}`,
      "Install a newer Node: https://nodejs.org",
      facts,
    );
  }
  if (!knowsProxies(version) && namesProxy(environment)) {
    return yellow(
      id,
      title,
      `${version} ignores HTTPS_PROXY, which is set`,
      "Install Node 22.21 or newer (22.x), or 24.5 or newer, or unset HTTPS_PROXY.",
      facts,
    );
  }
  return green(id, title, version, facts);
}

function namesProxy({ HTTPS_PROXY, https_proxy }: Environment): boolean {
  return Boolean(https_proxy ?? HTTPS_PROXY);
}
