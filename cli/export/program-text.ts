import { CLIENT_FIELD_LIST, type ClientFieldName } from "../../provider/model/client-fields.ts";
import { OAUTH_CLIENT_CREDENTIAL } from "../../provider/model/integration-credential.ts";
import { visible } from "../terminal/text.ts";
import type { DeclaredClient, DeclaredRole } from "./declared-client.ts";
import { leftOutLine } from "./notes.ts";
import {
  type ExportPlan,
  type Face,
  type LeftOut,
  MODULE_TYPE,
  type PlannedClient,
  type PlannedCredential,
  type PlannedModule,
} from "./plan.ts";
import { headerOf, importsOf, usesConfig } from "./program-head.ts";
import type { References } from "./references.ts";
import { commentText, fits, literal, type Source, sourceText, widthOf } from "./source-text.ts";

/** How a program refers to roles and divisions: code for each id. */
type Refer = (id: string) => { readonly code: string; readonly remark: string | undefined };

/** Names that the program has from elsewhere. Variables get others. */
export const RESERVED_VARIABLES = ["config", "pulumi", "OAuthClient", "IntegrationCredential"] as const;

/**
 * The program that declares an export, as a module of TypeScript that is also JavaScript. The same plan makes the same text.
 * @param face the dynamic one adopts each client with the option `import`. A program of the plugin is for clients that
 * `pulumi import` has taken in.
 */
export function programText(plan: ExportPlan, face: Face): string {
  const refer = referTo(plan.references);
  const sections = [
    headerOf(plan, face),
    importsOf(plan, face),
    lookUpsOf(plan.references),
    ...(usesConfig(plan) ? ["const config = new pulumi.Config();"] : []),
    plan.modules.map(moduleText).join("\n"),
    ...plan.clients.map((client) => clientText(client, face, refer)),
    ...plan.credentials.map((credential) => credentialText(credential, face)),
    leftOutText(plan.leftOut),
  ];
  return `${sections.filter((section) => section !== "").join("\n\n")}\n`;
}

function lookUpsOf({ lookUps }: References): string {
  return lookUps
    .map(({ kind, variable, name }) => {
      const call = kind === "role" ? "getAuthorizationRoleOutput" : "getAuthorizationDivisionOutput";
      return callText(`const ${variable} = ${call}(`, [{ object: [["name", literal(name)]] }]);
    })
    .join("\n");
}

function moduleText({ variable, resource, parent }: PlannedModule): string {
  const options: readonly Source[] =
    parent === undefined ? [] : ["undefined", optionsOf([["parent", parent.variable]])];
  return callText(`const ${variable} = new pulumi.ComponentResource(`, [
    literal(MODULE_TYPE),
    literal(resource),
    ...options,
  ]);
}

function clientText(client: PlannedClient, face: Face, refer: Refer): string {
  const { declared, resource, secretKey, variable } = client;
  const args = present([
    ...CLIENT_FIELD_LIST.map(([property]) => [property, valueSource(declared[property], refer)] as const),
    ["importedClientSecret", secretKey === undefined ? undefined : `config.requireSecret(${literal(secretKey)})`],
  ]);
  const assigned = variable === undefined ? "" : `const ${variable} = `;
  const call = callText(`${assigned}new OAuthClient(`, [
    literal(resource),
    { object: args, isExpanded: true },
    ...optionsFor(client, face),
  ]);
  return withComments(client.comments, call);
}

function credentialText(credential: PlannedCredential, face: Face): string {
  const { name, type, fields, resource } = credential;
  const values = fields.map(([field, value]): [string, Source] => [
    /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(field) ? field : literal(field),
    "client" in value ? `${value.client}.${value.output}` : `config.requireSecret(${literal(value.configKey)})`,
  ]);
  const args = present([
    ["name", literal(name)],
    ["type", type === OAUTH_CLIENT_CREDENTIAL ? undefined : literal(type)],
    ["fields", { object: values, isExpanded: true }],
  ]);
  const call = callText("new IntegrationCredential(", [
    literal(resource),
    { object: args, isExpanded: true },
    ...optionsFor(credential, face),
  ]);
  return withComments(credential.comments, call);
}

function optionsFor({ id, module }: PlannedClient | PlannedCredential, face: Face): readonly Source[] {
  const options = present([
    ["import", face === "dynamic" ? literal(id) : undefined],
    ["parent", module?.variable],
  ]);
  return options.length === 0 ? [] : [optionsOf(options)];
}

function optionsOf(options: readonly (readonly [string, Source])[]): Source {
  return { object: options };
}

function valueSource(value: DeclaredClient[ClientFieldName], refer: Refer): Source | undefined {
  if (value === undefined) return undefined;
  if (typeof value === "string") return literal(value);
  if (typeof value !== "object") return String(value);
  return {
    list: value.map((element) => (typeof element === "string" ? literal(element) : roleSource(element, refer))),
  };
}

function roleSource({ roleId, divisionId }: DeclaredRole, refer: Refer) {
  const role = refer(roleId);
  const division = divisionId === undefined ? undefined : refer(divisionId);
  const element = { object: present([["roleId", role.code] as const, ["divisionId", division?.code] as const]) };
  const remarks = [role.remark, division?.remark].filter((remark) => remark !== undefined);
  return remarks.length === 0 ? element : { comment: remarks.join(", "), element };
}

function referTo({ lookUps, names }: References): Refer {
  const variables = new Map(lookUps.map(({ id, variable }) => [id, variable]));
  return (id) => {
    const variable = variables.get(id);
    if (variable !== undefined) return { code: `${variable}.id`, remark: undefined };
    const name = names.get(id);
    return { code: literal(id), remark: name === undefined ? undefined : visible(name) };
  };
}

/** A call. As formatters do, the last object begins in the line of the call if it is the only one. */
function callText(start: string, args: readonly Source[]): string {
  const last = args.at(-1) ?? "";
  const others = args.slice(0, -1);
  if (others.every((arg) => typeof arg === "string")) {
    const head = `${start}${others.map((arg) => `${arg}, `).join("")}`;
    const text = sourceText(last, { indent: 0, column: widthOf(head), after: 2 });
    const [firstLine = ""] = text.split("\n");
    if (fits(firstLine, widthOf(head), text.includes("\n") ? 0 : 2)) return `${head}${text});`;
  }
  const lines = args.map((arg) => `  ${sourceText(arg, { indent: 2, column: 2, after: 1 })},\n`);
  return `${start}\n${lines.join("")});`;
}

function leftOutText(leftOut: readonly LeftOut[]): string {
  if (leftOut.length === 0) return "";
  return commentText(["Not declared here:", ...leftOut.map((entry) => `- ${leftOutLine(entry)}`)]);
}

function withComments(comments: readonly string[], statement: string): string {
  return comments.length === 0 ? statement : `${commentText(comments)}\n${statement}`;
}

function present(entries: readonly (readonly [string, Source | undefined])[]): readonly (readonly [string, Source])[] {
  return entries.flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const]));
}
