import { named, type ReadSetting, type SettingKey } from "./settings.ts";

/** The hosts that count; undefined where one is not set or can't be used. */
interface Hosts {
  readonly apiUrl: string | undefined;
  readonly loginUrl: string | undefined;
}

/**
 * Finds a variable that would send the login of a stack to a simulator: somebody has run the simulator in this shell, and its variables
 * are still set. Another user of the machine may listen on its port by now.
 *
 * A login from the environment is no such case: the simulator's variables bring one of their own.
 * @param hosts http means that the host is this machine.
 * @returns the setting and what to do; undefined where the hosts and the login fit together.
 */
export function misdirectedLogin(
  settings: readonly ReadSetting[],
  hosts: Hosts,
): { readonly about: SettingKey; readonly message: string } | undefined {
  const setting = (key: SettingKey) => settings.find((candidate) => candidate.key === key);
  const secret = (["oauthClientSecret", "accessToken"] as const).find((key) => setting(key)?.source === "stack");
  const host = (["apiUrl", "loginUrl"] as const).find(
    (key) => setting(key)?.source === "environment" && hosts[key]?.startsWith("http:"),
  );
  if (secret === undefined || host === undefined) return undefined;
  return {
    about: host,
    message:
      `${setting(host)?.variable} leads to this machine, and would get genesyscloud:${secret} of the stack configuration. ` +
      "If it is left from `genesyscloud-oauth simulate`, run: unset GENESYSCLOUD_API_URL GENESYSCLOUD_LOGIN_URL. " +
      `If this stack belongs to a simulator, set ${named("apiUrl")} and ${named("loginUrl")} in its configuration.`,
  };
}
