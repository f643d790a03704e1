import type { Connection } from "../../provider/api/connection.ts";
import { OAuthApi } from "../../provider/api/oauth-api.ts";
import { PermissionProbes } from "../../provider/api/permission-probes.ts";
import { ApiError, isErrorOf } from "../../provider/errors/index.ts";
import { type Role, readRole } from "../organization/role.ts";
import { explained, green, neutral, red, yellow } from "./checks.ts";
import type { LoggedIn } from "./login.ts";
import type { Check } from "./report.ts";
import { rolesHeldBy, type Verdict, verdictOf } from "./roles.ts";

/** What was found out about one permission. */
interface Answer {
  readonly verdict: Verdict;
  /** Why it is not known. */
  readonly reason?: string;
}

const HELD: Answer = { verdict: "held" };
const MISSING: Answer = { verdict: "missing" };

/** The permissions, each with what fails without it. Without the first four, `pulumi up` fails sooner or later. */
const PERMISSIONS = {
  "oauth:client:view": { fails: "every operation", isVital: true },
  "oauth:client:add": { fails: "creating a client", isVital: true },
  "oauth:client:edit": { fails: "changing a client or rotating its secret", isVital: true },
  "oauth:client:delete": { fails: "deleting a client", isVital: true },
  "oauth:client:authorize": { fails: "getOAuthAuthorizations", isVital: false },
  "authorization:role:view": { fails: "getAuthorizationRole", isVital: false },
} as const;

type Permission = keyof typeof PERMISSIONS;
const NAMES = Object.keys(PERMISSIONS) as Permission[];

/**
 * What the login may do. Only reads: a permission to read is tried, one to write is looked up in the policies of the roles that
 * the login holds. What can't be read is not known, and never counts as missing.
 */
export async function checkPermissions(connection: Connection, login: LoggedIn): Promise<readonly Check[]> {
  const probes = new PermissionProbes(connection);
  const [own, authorize] = await Promise.all([
    readOwnClient(connection, probes, login),
    tried(() => probes.listAuthorizations(), isListing),
  ]);
  const roles = await readRoles(probes, own.roleIds);
  const seen: Partial<Record<Permission, Answer>> = {
    "oauth:client:view": own.view,
    "oauth:client:authorize": authorize,
    "authorization:role:view": roles.view,
  };
  // Where the policies deny what was just done, they are not all that counts.
  const isContradicted = NAMES.some(
    (name) => seen[name]?.verdict === "held" && verdictOf(name, roles.read) === "missing",
  );
  const answerOf = (name: Permission): Answer => {
    const answer = seen[name];
    if (answer !== undefined) return answer;
    const verdict = verdictOf(name, roles.read);
    if (verdict === "held" || (verdict === "missing" && !isContradicted)) return { verdict };
    return { verdict: "unknown", reason: isContradicted ? "its roles are not all that counts" : roles.reason };
  };
  return [...NAMES.map((name) => checkOf(name, answerOf(name))), checkGrantable(own.roleIds, roles.read)];
}

/** Checks of the permissions where there is no login. */
export function uncheckedPermissions(text: string): readonly Check[] {
  return [
    ...NAMES.map((name) => neutral(`permission.${name}`, name, text)),
    neutral("grantableRoles", "Roles to grant", text),
  ];
}

function checkOf(name: Permission, { verdict, reason = "" }: Answer): Check {
  const id = `permission.${name}`;
  const { fails, isVital } = PERMISSIONS[name];
  const facts = { permission: verdict };
  if (verdict === "held") return green(id, name, "held", facts);
  if (verdict === "unknown") {
    const todo = `Without it, ${fails} ends in HTTP 403.`;
    return neutral(id, name, `can't be told: ${reason}`, todo, facts);
  }
  const missing = isVital ? red : yellow;
  const instead = name === "authorization:role:view" ? "; or write ids of roles instead of names" : "";
  const todo = `Add it to a role of the OAuth client that you log in with${instead}.`;
  return missing(id, name, `missing: ${fails} ends in HTTP 403`, todo, facts);
}

/** A login can grant only the roles that it holds itself. */
function checkGrantable(ids: readonly string[], roles: readonly (Role | undefined)[]): Check {
  const [id, title] = ["grantableRoles", "Roles to grant"];
  if (ids.length === 0) {
    const text = "can't be told: the login's roles are not known";
    return neutral(id, title, text, "Grant only roles that the login holds itself; others end in HTTP 403.");
  }
  const names = ids.map((roleId, index) => roles[index]?.name ?? roleId).sort();
  return green(id, title, names.join(", "));
}

interface OwnClient {
  readonly view: Answer;
  readonly roleIds: readonly string[];
}

/** One request tells two things: that clients can be viewed, and which roles the login's own client holds. */
async function readOwnClient(connection: Connection, probes: PermissionProbes, login: LoggedIn): Promise<OwnClient> {
  const { clientId, roleIds } = login;
  const list = () => tried(() => probes.listClients(), isListing);
  if (clientId === undefined) return { view: await list(), roleIds };
  let own: unknown;
  const view = await tried(async () => {
    own = await new OAuthApi(connection).getClient(clientId);
    return own;
  });
  const held = rolesHeldBy(own);
  return { view: view.verdict === "unknown" ? await list() : view, roleIds: held.length > 0 ? held : roleIds };
}

interface Roles {
  readonly view: Answer;
  /** In the order of the ids; undefined for one that could not be read. */
  readonly read: readonly (Role | undefined)[];
  /** Why their policies are not known, or not all. */
  readonly reason: string;
}

async function readRoles(probes: PermissionProbes, ids: readonly string[]): Promise<Roles> {
  const read: (Role | undefined)[] = ids.map(() => undefined);
  const views = await Promise.all(
    ids.map((id, index) =>
      tried(
        () => probes.role(id),
        (answer) => {
          read[index] = readRole(answer);
          return read[index] !== undefined;
        },
      ),
    ),
  );
  const view = views.find(({ verdict }) => verdict !== "unknown") ?? (await tried(() => probes.listRoles(), isListing));
  if (ids.length === 0) return { view, read, reason: "the login's roles are not known" };
  const isRefused = view.verdict === "missing";
  return {
    view,
    read,
    reason: isRefused ? "without authorization:role:view its roles can't be read" : "not all of its roles can be read",
  };
}

/**
 * Whether a request that only reads goes through. Only a plain yes or no of the API counts as one.
 * @param isExpected whether the answer is what the API answers, and not some gateway.
 */
async function tried(
  request: () => Promise<unknown>,
  isExpected: (answer: unknown) => boolean = () => true,
): Promise<Answer> {
  try {
    return isExpected(await request()) ? HELD : { verdict: "unknown", reason: "the answer has another shape" };
  } catch (error) {
    if (isErrorOf(error, ApiError) && error.status === 403 && /permission/i.test(error.genesysCode ?? ""))
      return MISSING;
    return { verdict: "unknown", reason: explained(error).text };
  }
}

function isListing(answer: unknown): boolean {
  return typeof answer === "object" && answer !== null && Array.isArray(Reflect.get(answer, "entities"));
}
