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

/** `POST /oauth/token`: the client-credentials grant [doc]. */
export function loginOperation({ access, loginLimiter }: World): LoginOperation {
  return {
    kind: "login",
    method: "POST",
    route: "/oauth/token",
    answers: "AccessToken",
    handle({ body, header }) {
      const credentials = readBasic(header("authorization"));
      if (credentials) loginLimiter.take(credentials.clientId);
      const grantType = typeof body === "object" && body !== null && "grant_type" in body ? body.grant_type : undefined;
      if (grantType !== "client_credentials") {
        throw new OperationError(
          400,
          "unsupported_grant_type",
          "The simulator knows the grant client_credentials only.",
        );
      }
      if (!credentials || !access.accepts(credentials.clientId, credentials.clientSecret)) {
        throw new OperationError(401, "invalid_client", "authentication failed");
      }
      const { accessToken, expiresInSeconds } = access.issueToken(credentials.clientId);
      return { body: { access_token: accessToken, token_type: "bearer", expires_in: expiresInSeconds } };
    },
  };
}
