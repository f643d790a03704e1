import { BlockList, isIPv4 } from "node:net";

/**
 * Whether a host is reached without the proxy, by Node's rules for NO_PROXY: `*`, `host`, `host:port`, `.domain`, `*.domain`,
 * and a range of addresses such as `10.0.0.1-10.0.0.9`.
 * @param noProxy entries, separated by commas.
 * @see https://nodejs.org/api/http.html#built-in-proxy-support
 */
export function isExempt(noProxy: string, url: URL): boolean {
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const withPort = url.port === "" ? host : `${host}:${url.port}`;
  const entries = noProxy.split(",").map((entry) => entry.trim().toLowerCase());
  return entries.some((entry) => entry === "*" || entry === host || entry === withPort || covers(entry, host));
}

function covers(entry: string, host: string): boolean {
  if (entry.startsWith(".")) return host === entry.slice(1) || host.endsWith(entry);
  if (entry.startsWith("*.")) return host.endsWith(entry.slice(1));
  const [first = "", last = ""] = entry.split("-").map((address) => address.trim());
  if (![first, last, host].every(isIPv4)) return false;
  const range = new BlockList();
  try {
    range.addRange(first, last);
  } catch {
    return false;
  }
  return range.check(host);
}
