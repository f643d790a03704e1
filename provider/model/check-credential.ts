import { isDeepStrictEqual } from "node:util";
import type { InputFailure } from "./check-inputs.ts";
import {
  type IntegrationCredentialInputs,
  OAUTH_CLIENT_CREDENTIAL,
  OAUTH_CLIENT_FIELDS,
} from "./integration-credential.ts";
import { misreadingIn } from "./misread-text.ts";
import { nearWord } from "./near-word.ts";
import { CREDENTIAL_KIND } from "./resource-kind.ts";
import { UNKNOWN } from "./unknown.ts";

/** Canonical inputs. Values may be `UNKNOWN` during a preview. If there are failures, the inputs are the unchanged news. */
export interface CheckedCredential {
  readonly inputs: IntegrationCredentialInputs;
  readonly failures: readonly InputFailure[];
}

const PROPERTIES = ["name", "type", "fields"];
const FIELDS_REMEDY = "write an object such as { clientId: client.clientId, clientSecret: client.clientSecret }";

/**
 * Brings the inputs of a program into their one canonical form, or reports everything that is wrong with them.
 *
 * Never throws, whatever JSON it is given. The engine prints the value of the property that a failure names. So a property that
 * may hold a secret is named as a path, `["fields"]`, under which the engine finds no value.
 */
export function checkCredential(news: Readonly<Record<string, unknown>>): CheckedCredential {
  const { __provider, resourceKind, ...given } = news;
  const { name, type, fields, importId, ...others } = Object.fromEntries(
    Object.entries(given).filter(([, value]) => value !== null && value !== undefined),
  );
  const failures = [
    ...faultsOfText("name", name, "write the name that the credential shows in Genesys Cloud"),
    ...(type === undefined
      ? []
      : faultsOfText("type", type, `write a credential type such as ${OAUTH_CLIENT_CREDENTIAL}`)),
    ...faultsOfFields(fields),
    ...missingFields(type ?? OAUTH_CLIENT_CREDENTIAL, fields),
    ...(importId === undefined ? [] : faultsOfText("importId", importId, "write the id of the credential to adopt")),
    ...Object.keys(others).map(unknownProperty),
  ];
  if (failures.length > 0) return { inputs: news as unknown as IntegrationCredentialInputs, failures };
  const inputs = {
    name: typeof name === "string" ? name.trim() : name,
    type: typeof type === "string" ? type.trim() : OAUTH_CLIENT_CREDENTIAL,
    fields,
    resourceKind: CREDENTIAL_KIND,
    ...(importId === undefined ? {} : { importId }),
  };
  return { inputs: inputs as IntegrationCredentialInputs, failures };
}

/**
 * Whether inputs are those of a credential that the engine has just imported: nobody knows its fields yet. The program must write
 * them, but the import itself is no fault.
 */
export function isAsImported(
  olds: Partial<IntegrationCredentialInputs>,
  news: Readonly<Record<string, unknown>>,
): olds is IntegrationCredentialInputs {
  const isWithoutFields = olds.fields !== undefined && Object.keys(olds.fields).length === 0;
  return isWithoutFields && isDeepStrictEqual({ ...olds }, { ...news });
}

function faultsOfText(property: string, value: unknown, remedy: string): InputFailure[] {
  const fault = faultOfText(value, remedy);
  return fault === undefined ? [] : [{ property, reason: fault }];
}

/** What is wrong with a value that must be a text. The answer never holds the value. */
function faultOfText(value: unknown, remedy: string): string | undefined {
  if (value === undefined || value === null) return `is required: ${remedy}`;
  if (typeof value !== "string") return `must be a string: ${remedy}`;
  if (value.trim() === "") return `must not be empty: ${remedy}`;
  return misreadingIn(value);
}

function faultsOfFields(fields: unknown): InputFailure[] {
  if (fields === UNKNOWN) return [];
  if (fields === undefined) return [{ property: pathOf("fields"), reason: `is required: ${FIELDS_REMEDY}` }];
  if (!isObject(fields)) return [{ property: pathOf("fields"), reason: `must be an object: ${FIELDS_REMEDY}` }];
  const entries = Object.entries(fields);
  if (entries.length === 0) {
    return [{ property: pathOf("fields"), reason: `must hold at least one field: ${FIELDS_REMEDY}` }];
  }
  return entries.flatMap(([field, value]) => faultsOfText(pathOf("fields", field), value, remedyOf(field)));
}

function missingFields(type: unknown, fields: unknown): InputFailure[] {
  if (type !== OAUTH_CLIENT_CREDENTIAL || !isObject(fields) || Object.keys(fields).length === 0) return [];
  return OAUTH_CLIENT_FIELDS.filter((field) => !Object.hasOwn(fields, field)).map((field) => ({
    property: pathOf("fields", field),
    reason: `is required by the type ${OAUTH_CLIENT_CREDENTIAL}: ${remedyOf(field)}`,
  }));
}

function remedyOf(field: string): string {
  return field === "clientSecret"
    ? "write the secret of the client; the secret of a client that was adopted without it is empty until its secretVersion changes"
    : "write the text that integrations are to read";
}

function unknownProperty(key: string): InputFailure {
  const near = nearWord(key, PROPERTIES, 2);
  const remedy = near !== undefined ? `did you mean ${near}?` : "remove it, or move it into fields";
  return { property: pathOf(key), reason: `is not a property: ${remedy}` };
}

/** A path of the form `["fields"].clientSecret`. */
function pathOf(key: string, field?: string): string {
  return `[${JSON.stringify(key)}]${field === undefined ? "" : `.${field}`}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
