import { randomBytes } from "node:crypto";
import type { ClientStore } from "../clients/client-store.ts";
import type { Directory } from "../directory/directory.ts";
import { badCredentials, missingPermission } from "../transport/operation-error.ts";

/** A client-credentials login that exists from the start. It is not in the list of clients. */
export interface LoginSeed {
  clientId: string;
  clientSecret: string;
  name: string;
  /** Permission patterns: `oauth:client:view`, `oauth:client:*`, `*`. */
  permissions: string[];
  /** Ids of the roles that it holds and can therefore grant. Default: every role, including roles added later. */
  roles?: string[];
}

/** Who makes a request. */
export interface Caller {
  clientId: string;
  name: string;
  permissions: readonly string[];
  holdsRole(roleId: string): boolean;
}

interface IssuedToken {
  clientId: string;
  expiresAt: number;
}

/** Whether permission patterns cover a permission; `*` stands for any part, and for all that follow at the end. */
function coversPermission(patterns: readonly string[], permission: string): boolean {
  const parts = permission.split(":");
  return patterns.some((pattern) => {
    const wanted = pattern.split(":");
    return (
      wanted.every((part, index) => part === "*" || part === parts[index]) &&
      (wanted.length === parts.length || wanted.at(-1) === "*")
    );
  });
}

/** Logins, the tokens they got and what they may do. */
export class Access {
  readonly #logins = new Map<string, LoginSeed>();
  readonly #tokens = new Map<string, IssuedToken>();
  readonly #everIssued: string[] = [];
  readonly #clients: ClientStore;
  readonly #directory: Directory;
  readonly #now: () => number;
  readonly #tokenLifetimeSeconds: number | undefined;

  constructor(
    logins: readonly LoginSeed[],
    clients: ClientStore,
    directory: Directory,
    now: () => number,
    tokenLifetimeSeconds: number | undefined,
  ) {
    for (const login of logins) this.#logins.set(login.clientId, login);
    this.#clients = clients;
    this.#directory = directory;
    this.#now = now;
    this.#tokenLifetimeSeconds = tokenLifetimeSeconds;
  }

  /** Whether an id is that of a login of the seed. */
  hasLogin(clientId: string): boolean {
    return this.#logins.has(clientId);
  }

  /** Whether id and secret are those of a login of the seed, or of an active client of whatever grant type. */
  accepts(clientId: string, clientSecret: string): boolean {
    const login = this.#logins.get(clientId);
    if (login) return login.clientSecret === clientSecret;
    const client = this.#clients.find(clientId);
    return client?.body.state === "active" && client.secret === clientSecret;
  }

  /** The grant type of a login of the seed, or of a client; undefined for an unknown id. */
  grantTypeOf(clientId: string): string | undefined {
    return this.hasLogin(clientId) ? "CLIENT-CREDENTIALS" : this.#clients.find(clientId)?.body.authorizedGrantType;
  }

  /**
   * Makes a token, without asking for the secret.
   *
   * @param clientId - default the first login
   */
  issueToken(clientId = this.#firstLogin()): { accessToken: string; expiresInSeconds: number } {
    if (!this.callerOf(clientId))
      throw new Error(`No login and no active client-credentials client has the id ${clientId}.`);
    const expiresInSeconds =
      this.#tokenLifetimeSeconds ?? this.#clients.find(clientId)?.body.accessTokenValiditySeconds ?? 86_400;
    const accessToken = randomBytes(64).toString("base64url");
    this.#tokens.set(accessToken, { clientId, expiresAt: this.#now() + expiresInSeconds * 1000 });
    this.#everIssued.push(accessToken);
    return { accessToken, expiresInSeconds };
  }

  /** Every token in circulation stops working. */
  revokeTokens(): void {
    this.#tokens.clear();
  }

  /** Who is behind an `Authorization` header; undefined where {@link authenticate} throws. */
  identify(authorization: string | undefined): { token: string; caller: Caller } | undefined {
    const token = /^Bearer (\S+)$/i.exec(authorization ?? "")?.[1];
    const issued = token === undefined ? undefined : this.#tokens.get(token);
    if (token === undefined || !issued || issued.expiresAt <= this.#now()) return undefined;
    // Assumed: a new secret leaves issued tokens alone, while an inactive or deleted client loses them.
    const caller = this.callerOf(issued.clientId);
    return caller && { token, caller };
  }

  /**
   * Who is behind an `Authorization` header.
   *
   * @throws OperationError 401 for a token that is missing, unknown, revoked or expired, or whose client is gone or inactive
   */
  authenticate(authorization: string | undefined): { token: string; caller: Caller } {
    const identified = this.identify(authorization);
    if (!identified) throw badCredentials();
    return identified;
  }

  /** A login of the seed, or any active client-credentials client with the permissions of its roles. */
  callerOf(clientId: string): Caller | undefined {
    const login = this.#logins.get(clientId);
    if (login) {
      const { name, permissions, roles } = login;
      return { clientId, name, permissions, holdsRole: (roleId) => roles === undefined || roles.includes(roleId) };
    }
    const body = this.#clients.find(clientId)?.body;
    if (body?.authorizedGrantType !== "CLIENT-CREDENTIALS" || body.state !== "active") return undefined;
    const roleIds = body.roleDivisions.map(({ roleId }) => roleId);
    const permissions = roleIds.flatMap((roleId) => this.#directory.roles.get(roleId)?.permissions ?? []);
    return { clientId, name: body.name, permissions, holdsRole: (roleId) => roleIds.includes(roleId) };
  }

  /** Every login secret and every token that ever existed. */
  allSecrets(): string[] {
    return [...[...this.#logins.values()].map(({ clientSecret }) => clientSecret), ...this.#everIssued];
  }

  #firstLogin(): string {
    const [first] = this.#logins.keys();
    if (first === undefined) throw new Error("The simulator was started without a login.");
    return first;
  }
}

/** @throws OperationError 403 `missing.any.permissions` that names the permission */
export function requirePermission({ permissions }: Caller, permission: string): void {
  if (!coversPermission(permissions, permission)) throw missingPermission(permission);
}
