import { DEFAULT_LOGIN } from "../directory/default-seed.ts";

/**
 * The environment variables that point programs and the command of this package to a simulator.
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

/** What the command prints when the simulator is running: the URL, and lines for a POSIX shell to evaluate. */
export function formatStartMessage(
  url: string,
  login: { clientId: string; clientSecret: string } = DEFAULT_LOGIN,
): string {
  const exports = Object.entries(simulatorEnvironment(url, login)).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", String.raw`'\''`)}'`,
  );
  return [`# Simulated Genesys Cloud (login and API): ${url}`, ...exports, ""].join("\n");
}
