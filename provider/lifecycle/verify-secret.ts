import { randomBytes, randomUUID } from "node:crypto";
import type { LoginHostAnswer } from "../api/secret-presentation.ts";
import type { OAuthClientState, SecretStatus } from "../model/oauth-client.ts";
import { observedState } from "../model/translate.ts";
import type { Session } from "./session.ts";

/** A secret with what is known of its client. */
export type SecretToVerify = Pick<
  OAuthClientState,
  | "clientId"
  | "clientSecret"
  | "authorizedGrantType"
  | "state"
  | "dateToDelete"
  | "registeredRedirectUris"
  | "secretDate"
>;

/** Where nobody has an address (RFC 2606 section 2), so that no user is locked out by a wrong password. */
const NOBODY = "nobody.invalid";

/**
 * Asks the login host whether a secret still works, with the least intrusive request of the grant type:
 * - CLIENT-CREDENTIALS logs in. This costs one token, which is thrown away.
 * - CODE, SAML2-BEARER and PASSWORD present a code, an assertion or a user that does not exist. The answer `invalid_grant` means that
 *   the secret was accepted before (RFC 6749 section 5.2). No token is made, and no user is touched.
 * - TOKEN logs in without a secret: nobody is asked.
 *
 * A refused secret counts as invalid only if a secret that is surely wrong gets exactly the same answer. A secret younger than the
 * consistency window is presented once more when the window has passed.
 *
 * Nobody is asked about a client that is not active, because its secret is refused without being wrong. Once the login host
 * does not answer, it is not asked again in this process. Each client is asked about once. Never throws.
 */
export function verifySecret(session: Session, secret: SecretToVerify): Promise<SecretStatus> {
  return session.secretChecks.once(secret.clientId, async () => {
    const form = formOf(secret);
    if (form === undefined || secret.clientSecret === "" || isShutOut(secret)) return "unknown";
    const status = await ask(session, secret, form);
    const freshMs = freshness(session, secret);
    if (status !== "invalid" || freshMs <= 0) return status;
    await session.sleep(freshMs);
    return ask(session, secret, form);
  });
}

/**
 * The secret to ask about: that of the client, or the current one of a RotatingOAuthClient, which may be the secret of the other client.
 * @returns undefined if the other client can't be read. Whether it is active, only Genesys Cloud knows.
 */
export async function secretInUse(
  session: Session,
  own: OAuthClientState,
  { current, secondSecretDate }: Partial<OAuthClientState>,
): Promise<SecretToVerify | undefined> {
  if (current === undefined || current.clientId === own.clientId) return own;
  try {
    const live = await session.reader.read(current.clientId);
    const other = observedState(live, { clientSecret: "", ...current, organizationId: "", apiUrl: "" });
    return { ...other, ...(secondSecretDate === undefined ? {} : { secretDate: secondSecretDate }) };
  } catch {
    // It may be gone: its own resource tells.
    return undefined;
  }
}

/** The form that tells most about the secret at the least cost; undefined for a grant type that has no use for a secret. */
function formOf({ authorizedGrantType, registeredRedirectUris }: SecretToVerify) {
  switch (authorizedGrantType) {
    case "CLIENT-CREDENTIALS":
      return { grant_type: "client_credentials" };
    case "CODE":
      return {
        grant_type: "authorization_code",
        code: randomBytes(32).toString("base64url"),
        redirect_uri: registeredRedirectUris[0] ?? `https://${NOBODY}/`,
      };
    case "SAML2-BEARER":
      return {
        grant_type: "urn:ietf:params:oauth:grant-type:saml2-bearer",
        orgName: NOBODY,
        assertion: Buffer.from("<made-up/>").toString("base64"),
      };
    case "PASSWORD":
      return {
        grant_type: "password",
        username: `${randomUUID()}@${NOBODY}`,
        password: randomBytes(32).toString("base64url"),
      };
    default:
      return undefined;
  }
}

function isShutOut({ state, dateToDelete }: SecretToVerify): boolean {
  return state !== "active" || dateToDelete !== undefined;
}

async function ask(
  session: Session,
  { clientId, clientSecret }: SecretToVerify,
  form: Readonly<Record<string, string>>,
) {
  const present = (presented: string) =>
    session.secretChecks.inTurn(() => session.api.presentSecret({ clientId, clientSecret: presented, form }));
  const answer = await present(clientSecret);
  if (answer.kind === "token") return "valid";
  if (answer.kind === "none") return "unknown";
  if (answer.error === "invalid_grant" && form.grant_type !== "client_credentials") return "valid";
  if (answer.error !== "invalid_client") return "unknown";
  return isSame(answer, await present(randomBytes(32).toString("base64url"))) ? "invalid" : "unknown";
}

function isSame(one: LoginHostAnswer, other: LoginHostAnswer): boolean {
  return (
    one.kind === "refusal" &&
    other.kind === "refusal" &&
    one.error === other.error &&
    one.description === other.description
  );
}

/** Milliseconds until a secret of ours is certainly known everywhere; 0 or less if it is. */
function freshness({ api, consistencyWindowMs }: Session, { secretDate }: SecretToVerify): number {
  if (secretDate === undefined) return 0;
  return Math.min(Date.parse(secretDate) + consistencyWindowMs - api.serverNow(), consistencyWindowMs);
}
