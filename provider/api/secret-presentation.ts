import type { Redactor } from "./redaction.ts";
import type { Failure } from "./retry-policy.ts";
import { ExchangeFailure, type Transport } from "./transport.ts";

/** What is sent to the login host to learn whether a secret works. */
export interface SecretPresentation {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Fields of the form, `grant_type` among them. They hold nothing that is secret. */
  readonly form: Readonly<Record<string, string>>;
}

/** What the login host says. Holds no token. */
export type LoginHostAnswer =
  /** It gave a token. */
  | { readonly kind: "token" }
  /** It refused, in the form of RFC 6749 section 5.2, with status 400 or 401. */
  | { readonly kind: "refusal"; readonly error: string /** Without secrets and ids. */; readonly description: string }
  /** Anything else. `isSilent`: it may be out of order, or wants to be left alone, so that asking for other clients is of no use either. */
  | { readonly kind: "none"; readonly isSilent: boolean };

/** Where the secret is presented, and with what. */
interface LoginHost {
  readonly transport: Transport;
  readonly redactor: Redactor;
  /** Undefined with a ready token and no region. */
  readonly loginUrl: string | undefined;
}

/** Shorter than for other requests: a refresh waits for the answer, and can do without it. */
const LONGEST_WAIT_MS = 10_000;
const AT_ONCE_MS = 1;
const IDS = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;
const NONE: LoginHostAnswer = { kind: "none", isSilent: false };

/**
 * Presents a secret to the login host. A request is repeated only if the connection broke, and only once. A token is thrown away.
 * @see https://www.rfc-editor.org/rfc/rfc6749#section-5.2
 */
export async function presentSecret(
  { transport, redactor, loginUrl }: LoginHost,
  { clientId, clientSecret, form }: SecretPresentation,
): Promise<LoginHostAnswer> {
  if (loginUrl === undefined) return NONE;
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  redactor.remember(clientSecret);
  redactor.remember(basic);
  let failures = 0;
  try {
    const answer = (await transport.exchange({
      method: "POST",
      url: `${loginUrl}/oauth/token`,
      headers: { authorization: `Basic ${basic}` },
      form,
      retryClass: "once",
      expects: "json",
      timeoutMs: LONGEST_WAIT_MS,
      onFailure: (failure) => (++failures === 1 && isBroken(failure) ? AT_ONCE_MS : undefined),
    })) as { access_token?: unknown };
    if (typeof answer.access_token !== "string" || answer.access_token === "") return NONE;
    redactor.remember(answer.access_token);
    return { kind: "token" };
  } catch (error) {
    // A check that fails tells nothing of the secret, and must not fail the refresh.
    return error instanceof ExchangeFailure ? answerOf(error, (text) => redactor.clean(text)) : NONE;
  }
}

/** Whether the connection broke. A time-out has used up the time that there is, and an answer is an answer. */
function isBroken({ status, timeoutPhase, networkCode }: Failure): boolean {
  return status === undefined && timeoutPhase === undefined && networkCode !== undefined;
}

function answerOf({ status, body }: ExchangeFailure, clean: (text: string) => string): LoginHostAnswer {
  if (status !== 400 && status !== 401) {
    return { kind: "none", isSilent: status === undefined || status === 429 || status >= 500 };
  }
  const { error, error_description, description } = (body ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof error !== "string") return NONE;
  // Without what differs from request to request: the secret, and ids.
  const text = clean(String(error_description ?? description ?? "")).replaceAll(IDS, "");
  return { kind: "refusal", error, description: text };
}
