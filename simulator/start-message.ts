import { DEFAULT_LOGIN } from "./default-seed.ts";

/**
 * The environment that points this package's programs and command at a simulator.
 *
 * @param url - the simulator's `url`
 * @param login - default {@link DEFAULT_LOGIN}
 */
export function simulatorEnvironment(
  url: string,
  login: { clientId: string; clientSecret: string } = DEFAULT_LOGIN,
): Record<string, string> {
  return {
    GENESYSCLOUD_API_URL: url,
    GENESYSCLOUD_LOGIN_URL: url,
    GENESYSCLOUD_OAUTHCLIENT_ID: login.clientId,
    GENESYSCLOUD_OAUTHCLIENT_SECRET: login.clientSecret,
  };
}

/** What a command prints when the simulator is up: the URL, and lines for a POSIX shell to evaluate. */
export function formatStartMessage(
  url: string,
  login: { clientId: string; clientSecret: string } = DEFAULT_LOGIN,
): string {
  const exports = Object.entries(simulatorEnvironment(url, login)).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
  );
  return [`# Simulated Genesys Cloud (login and API): ${url}`, ...exports, ""].join("\n");
}
