import { z } from "zod";
import type { Connection } from "../../provider/api/connection.ts";
import { OAuthApi } from "../../provider/api/oauth-api.ts";
import type { Configuration } from "../../provider/config/configuration.ts";
import { AuthenticationError, isErrorOf, NoAnswerError } from "../../provider/errors/index.ts";
import type { Identity } from "../../provider/lifecycle/session.ts";
import { explained, green, neutral, red } from "./checks.ts";
import type { Check } from "./report.ts";
import { rolesHeldBy } from "./roles.ts";

/** Who the token belongs to, where the login succeeded. */
export interface LoggedIn extends Omit<Identity, "apiUrl"> {
  /** Ids of the roles that the token's own client holds, as far as the answer tells. */
  readonly roleIds: readonly string[];
}

/** The outcome of the login. */
export interface LoginOutcome {
  readonly checks: readonly Check[];
  /** Undefined where it failed. */
  readonly identity: LoggedIn | undefined;
}

const tokenInfo = z.object({
  organization: z.object({ id: z.string(), name: z.string().optional().catch(undefined) }),
  OAuthClient: z
    .object({ id: z.string(), name: z.string().optional().catch(undefined) })
    .loose()
    .optional()
    .catch(undefined),
});

/** Logs in, and asks whose token it is: two requests, or one with a ready token. */
export async function checkLogin(connection: Connection, configuration: Configuration): Promise<LoginOutcome> {
  try {
    const { organization, OAuthClient: client } = tokenInfo.parse(await new OAuthApi(connection).tokenInfo());
    const who = client === undefined ? "" : `, as ${client.name ?? "a client"} (${client.id})`;
    const how =
      configuration.credentials.kind === "token"
        ? "the access token is accepted"
        : `accepted by ${hostOf(configuration.loginUrl)}`;
    const name = organization.name ?? "";
    return {
      checks: [
        green("login", "Login", `${how}${who}`),
        green("organization", "Organisation", `${name} (${organization.id})`.trim()),
      ],
      identity: {
        organizationId: organization.id,
        organizationName: name,
        clientId: client?.id,
        roleIds: rolesHeldBy(client),
      },
    };
  } catch (error) {
    return {
      checks: [failedLogin(error, configuration), neutral("organization", "Organisation", "not checked: no login")],
      identity: undefined,
    };
  }
}

function failedLogin(error: unknown, { apiUrl, loginUrl }: Configuration): Check {
  const { text, todo } = explained(error);
  const isLogin = error instanceof Error && error.message.includes("log in to Genesys Cloud at");
  const host = hostOf(isLogin ? loginUrl : apiUrl);
  const [id, title] = ["login", "Login"];
  if (isErrorOf(error, AuthenticationError)) return red(id, title, `refused by ${host}: ${text}`, todo);
  if (isErrorOf(error, NoAnswerError)) return red(id, title, `no usable answer from ${host}: ${text}`, todo);
  return red(id, title, `${host}: ${text}`, todo);
}

function hostOf(url: string | undefined): string {
  return url === undefined ? "Genesys Cloud" : new URL(url).host;
}
