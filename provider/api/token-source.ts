import type PQueue from "p-queue";
import type { Credentials } from "../config/configuration.ts";
import { DOCTOR_CHECKS_LOGIN } from "../errors/doctor.ts";
import { AuthenticationError, type GenesysError, isErrorOf, NoAnswerError, RateLimitError } from "../errors/index.ts";
import { stepAfterNoAnswer, unusableSummary } from "./answer-errors.ts";
import type { Redactor } from "./redaction.ts";
import { ExchangeFailure, type Transport } from "./transport.ts";

const RENEW_BEFORE_EXPIRY_MS = 60_000;

/** A token as the login host gave it. */
export interface IssuedToken {
  readonly value: string;
  /** When it was issued, on the clock of `performance.now()`. */
  readonly issuedAt: number;
}

/** One access token, fetched once however many callers wait for it, and renewed shortly before it expires. */
export class TokenSource {
  /** How long the last login took, in milliseconds; undefined before the first one. */
  loginMs: number | undefined;
  private readonly transport: Transport;
  private readonly redactor: Redactor;
  private readonly credentials: Credentials;
  private readonly loginUrl: string | undefined;
  private readonly now: () => number;
  private readonly logins: PQueue;
  private readonly repeatsRefusedLogin: boolean;
  private current: { readonly token: Promise<IssuedToken>; expiresAt: number } | undefined;
  private refusal: AuthenticationError | undefined;

  /**
   * @param options.logins the logins of this program, one at a time.
   * @param options.repeatsRefusedLogin whether to wait when the login host answers 429; false where others can do the work.
   */
  constructor(options: {
    transport: Transport;
    redactor: Redactor;
    credentials: Credentials;
    loginUrl: string | undefined;
    now: () => number;
    logins: PQueue;
    repeatsRefusedLogin: boolean;
  }) {
    this.transport = options.transport;
    this.redactor = options.redactor;
    this.credentials = options.credentials;
    this.loginUrl = options.loginUrl;
    this.now = options.now;
    this.logins = options.logins;
    this.repeatsRefusedLogin = options.repeatsRefusedLogin;
    redactCredentials(options.credentials, options.redactor);
  }

  /** Whether a refused token can be replaced by a new login. */
  get renewable(): boolean {
    return this.credentials.kind === "client";
  }

  /**
   * @throws AuthenticationError if the login is refused, RateLimitError if there were too many, NoAnswerError if the login
   * host gives no usable answer.
   */
  async token(): Promise<IssuedToken> {
    const { credentials } = this;
    if (credentials.kind === "token") return { value: credentials.accessToken, issuedAt: 0 };
    // The same id and secret would be refused again: every caller gets this answer, and the login host is left alone.
    if (this.refusal !== undefined) throw this.refusal;
    if (this.current === undefined || this.now() >= this.current.expiresAt) {
      const login = { token: Promise.resolve({ value: "", issuedAt: 0 }), expiresAt: Number.POSITIVE_INFINITY };
      login.token = this.logins.add(() => this.logIn(credentials.clientId, credentials.clientSecret, login));
      this.current = login;
      login.token.catch((error: unknown) => {
        if (this.current === login) this.current = undefined;
        if (isErrorOf(error, AuthenticationError) && error.genesysCode === "invalid_client") this.refusal = error;
      });
    }
    return this.current.token;
  }

  /** Forgets a token that the API refused, unless another caller has replaced it already. */
  async discard(refused: string): Promise<void> {
    const { current } = this;
    if (current !== undefined && (await current.token).value === refused && this.current === current)
      this.current = undefined;
  }

  private async logIn(clientId: string, clientSecret: string, login: { expiresAt: number }): Promise<IssuedToken> {
    const start = performance.now();
    const answer = await this.requestToken(clientId, clientSecret);
    this.loginMs = performance.now() - start;
    if (typeof answer.access_token !== "string" || answer.access_token === "") {
      throw new NoAnswerError("the answer holds no access token", {
        operation: `log in to Genesys Cloud at ${this.loginUrl}`,
        nextStep: `Check genesyscloud:region or genesyscloud:loginUrl. ${DOCTOR_CHECKS_LOGIN}`,
        mayHaveBeenApplied: false,
      });
    }
    const lifetimeSeconds = typeof answer.expires_in === "number" ? answer.expires_in : 86_400;
    // Half the lifetime for very short tokens: otherwise they would count as expired at once.
    login.expiresAt = this.now() + Math.max(lifetimeSeconds * 1_000 - RENEW_BEFORE_EXPIRY_MS, lifetimeSeconds * 500);
    this.redactor.remember(answer.access_token);
    return { value: answer.access_token, issuedAt: start };
  }

  private async requestToken(
    clientId: string,
    clientSecret: string,
  ): Promise<{ access_token?: unknown; expires_in?: unknown }> {
    try {
      const answer = await this.transport.exchange({
        method: "POST",
        url: `${this.loginUrl}/oauth/token`,
        headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}` },
        form: { grant_type: "client_credentials" },
        retryClass: "idempotent",
        expects: "json",
        onFailure: ({ status }, delay) => (status === 429 && !this.repeatsRefusedLogin ? undefined : delay),
      });
      return answer as { access_token?: unknown; expires_in?: unknown };
    } catch (error) {
      throw error instanceof ExchangeFailure ? this.loginError(error) : error;
    }
  }

  private loginError(failure: ExchangeFailure): GenesysError {
    const { status, correlationId } = failure;
    const operation = `log in to Genesys Cloud at ${this.loginUrl}`;
    const facts = {
      operation,
      ...(status === undefined ? {} : { status }),
      ...(correlationId === undefined ? {} : { correlationId: this.redactor.clean(correlationId) }),
    };
    if (status === 400 || status === 401 || status === 403) {
      const { error, description, error_description } = bodyOf(failure);
      return new AuthenticationError(this.redactor.clean(String(error_description ?? description ?? "login refused")), {
        ...facts,
        ...(typeof error === "string" ? { genesysCode: this.redactor.clean(error) } : {}),
        nextStep:
          "Check genesyscloud:oauthClientId and genesyscloud:oauthClientSecret (GENESYSCLOUD_OAUTHCLIENT_ID, …_SECRET), that " +
          `the client is active, of grant type CLIENT-CREDENTIALS, and belongs to this region. ${DOCTOR_CHECKS_LOGIN}`,
      });
    }
    if (status === 429) {
      return new RateLimitError("the login host accepts no further logins for now", {
        ...facts,
        nextStep: `Wait a minute and run it again. ${DOCTOR_CHECKS_LOGIN}`,
      });
    }
    return new NoAnswerError(unusableSummary(failure), {
      ...facts,
      // Whatever happened to the login: the call that waits for it was never sent.
      mayHaveBeenApplied: false,
      nextStep: stepAfterNoAnswer(failure, "genesyscloud:region or genesyscloud:loginUrl"),
    });
  }
}

/** RFC 6749 section 5.2 names the fields; a host in between may answer anything. */
function bodyOf({ body }: ExchangeFailure): { error?: unknown; description?: unknown; error_description?: unknown } {
  return typeof body === "object" && body !== null ? body : {};
}

function redactCredentials(credentials: Credentials, redactor: Redactor): void {
  if (credentials.kind === "token") {
    redactor.remember(credentials.accessToken);
    return;
  }
  redactor.remember(credentials.clientSecret);
  redactor.remember(Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString("base64"));
}
