import type { LoginOperation } from "../transport/operation.ts";
import { OperationError } from "../transport/operation-error.ts";
import type { World } from "../world.ts";

/** A refusal by the login host, in the fields of RFC 6749 section 5.2 and Genesys's extra `description` [forum]. */
export interface LoginErrorBody {
  error: string;
  description: string;
  error_description: string;
}

/** Turns a refusal into the login host's kind of body. */
export function toLoginErrorBody({ code, message }: { code: string; message: string }): LoginErrorBody {
  return { error: code, description: message, error_description: message };
}

function readBasic(authorization: string | undefined): { clientId: string; clientSecret: string } | undefined {
  const encoded = /^Basic (\S+)$/i.exec(authorization ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const [clientId = "", ...rest] = Buffer.from(encoded, "base64").toString().split(":");
  return { clientId, clientSecret: rest.join(":") };
}

/** `grant_type` of a login -> grant type of the clients that may use it [doc]. */
const GRANTS: Readonly<Record<string, string>> = {
  client_credentials: "CLIENT-CREDENTIALS",
  authorization_code: "CODE",
  "urn:ietf:params:oauth:grant-type:saml2-bearer": "SAML2-BEARER",
  password: "PASSWORD",
};

const wrongSecret = (): OperationError => new OperationError(401, "invalid_client", "authentication failed");

/**
 * `POST /oauth/token`: the client-credentials grant [doc]. The simulator has no users, so a code, an assertion or a password
 * never exists.
 *
 * Assumed, after RFC 6749 section 5.2: the client is authenticated first (else `invalid_client`), then its grant type counts
 * (`unauthorized_client`), and then what it presents (`invalid_grant`).
 */
export function loginOperation({ access, clients, loginLimiter, variants }: World): LoginOperation {
  const presented = new Set<string>();
  /** Whether a client presents its secret for the first time. */
  const isFirst = (clientId: string, clientSecret: string): boolean => {
    if (clients.find(clientId) === undefined || presented.has(clientSecret)) return false;
    presented.add(clientSecret);
    return true;
  };
  return {
    kind: "login",
    method: "POST",
    route: "/oauth/token",
    answers: "AccessToken",
    handle({ body, header }) {
      const credentials = readBasic(header("authorization"));
      if (credentials) loginLimiter.take(credentials.clientId);
      const grantType = typeof body === "object" && body !== null && "grant_type" in body ? body.grant_type : undefined;
      const needed = typeof grantType === "string" && Object.hasOwn(GRANTS, grantType) ? GRANTS[grantType] : undefined;
      if (needed === undefined) {
        throw new OperationError(400, "unsupported_grant_type", "The simulator does not know this grant type.");
      }
      const isMadeUp = needed !== "CLIENT-CREDENTIALS";
      const madeUp = new OperationError(400, "invalid_grant", "The simulator knows no users, so this can't be theirs.");
      if (isMadeUp && variants.isOn("made-up-grant-before-secret")) throw madeUp;
      if (!credentials || !access.accepts(credentials.clientId, credentials.clientSecret)) throw wrongSecret();
      const { clientId, clientSecret } = credentials;
      if (variants.isOn("new-secret-refused-once") && isFirst(clientId, clientSecret)) throw wrongSecret();
      if (access.grantTypeOf(clientId) !== needed) {
        throw new OperationError(400, "unauthorized_client", "The client is of another grant type.");
      }
      if (isMadeUp && variants.isOn("made-up-grant-invalid-client")) {
        throw new OperationError(401, "invalid_client", madeUp.message);
      }
      if (isMadeUp) throw madeUp;
      const { accessToken, expiresInSeconds } = access.issueToken(clientId);
      return { body: { access_token: accessToken, token_type: "bearer", expires_in: expiresInSeconds } };
    },
  };
}
