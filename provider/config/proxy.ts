import { blankToUndefined, type Environment } from "./settings.ts";

/** The proxy for https, and the hosts that are reached without it, as the environment's variables of these names say. */
export type ProxySettings = {
  readonly https_proxy?: string;
  readonly no_proxy?: string;
};

/**
 * As other tools read them: small letters win, a proxy without a scheme is an http one, a domain in NO_PROXY stands for its
 * hosts too, and loopback is always reached directly.
 * @param onFault told of a variable that can't be used.
 */
export function readProxy(environment: Environment, onFault: (message: string) => void): ProxySettings {
  const variable = (name: string) => blankToUndefined(environment[name.toLowerCase()] ?? environment[name]);
  const named = variable("HTTPS_PROXY");
  if (named === undefined) return {};
  const proxy = URL.parse(named.includes("://") ? named : `http://${named}`);
  if (proxy === null || !["http:", "https:"].includes(proxy.protocol) || !isDecodable(proxy)) {
    onFault(
      "HTTPS_PROXY is not the URL of an http or https proxy, such as http://user:password@proxy.example.com:8080 " +
        "(special characters percent-encoded). Correct it, or unset it where Genesys Cloud is reached without a proxy.",
    );
    return {};
  }
  const exceptions = (variable("NO_PROXY") ?? "").split(/[\s,]+/).filter(Boolean);
  const domains = exceptions.filter((exception) => /^[a-z]/i.test(exception)).map((domain) => `.${domain}`);
  return { https_proxy: proxy.href, no_proxy: [...exceptions, ...domains, "localhost", "127.0.0.1", "::1"].join(",") };
}

function isDecodable({ username, password }: URL): boolean {
  try {
    decodeURIComponent(username + password);
    return true;
  } catch {
    return false;
  }
}
