import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import ts from "typescript";

/** A field of a model as the official SDK declares it. */
interface ModelField {
  required: boolean;
  type: ts.TypeNode;
}

type Model = Map<string, ModelField>;

const packageFile = createRequire(import.meta.url).resolve("purecloud-platform-client-v2/package.json");

/** Reads the models of the SDK's type declarations. */
export function readSdkModels(): Map<string, Model> {
  const file = join(dirname(packageFile), "index.d.ts");
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest);
  const models = new Map<string, Model>();
  for (const statement of source.statements) {
    if (!ts.isModuleDeclaration(statement) || statement.name.text !== "Models") continue;
    if (!statement.body || !ts.isModuleBlock(statement.body)) continue;
    for (const member of statement.body.statements) {
      if (ts.isInterfaceDeclaration(member)) models.set(member.name.text, fieldsOf(member));
    }
  }
  return models;
}

function fieldsOf(declaration: ts.InterfaceDeclaration): Model {
  const fields: Model = new Map();
  for (const member of declaration.members) {
    if (!ts.isPropertySignature(member) || !member.type) continue;
    const name = ts.isStringLiteral(member.name) || ts.isIdentifier(member.name) ? member.name.text : "";
    fields.set(name, { required: member.questionToken === undefined, type: member.type });
  }
  return fields;
}

/** What a check of one answer found. */
export interface ModelFindings {
  /** Paths in the answer that the model does not have, lacks though required, or gives another type. */
  faults: string[];
  /** Fields of the models met that no answer filled: `Model.field`. */
  filled: Set<string>;
}

/** Compares an answer with a model, down to the last nested field. */
export function checkAgainstModel(models: Map<string, Model>, modelName: string, answer: unknown): ModelFindings {
  const findings: ModelFindings = { faults: [], filled: new Set() };
  checkModel(models, modelName, answer, modelName, findings);
  return findings;
}

function checkModel(
  models: Map<string, Model>,
  modelName: string,
  value: unknown,
  path: string,
  findings: ModelFindings,
): void {
  const model = models.get(modelName);
  if (!model) throw new Error(`The SDK has no model ${modelName}.`);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    findings.faults.push(`${path} is no object`);
    return;
  }
  for (const [name, field] of Object.entries(value)) {
    const declared = model.get(name);
    if (!declared) findings.faults.push(`${path}.${name} is unknown`);
    else {
      findings.filled.add(`${modelName}.${name}`);
      checkType(models, declared.type, field, `${path}.${name}`, findings);
    }
  }
  for (const [name, { required }] of model) {
    if (required && !(name in value)) findings.faults.push(`${path}.${name} is missing`);
  }
}

function checkType(
  models: Map<string, Model>,
  type: ts.TypeNode,
  value: unknown,
  path: string,
  findings: ModelFindings,
): void {
  const wrongType = (wanted: string): void => void findings.faults.push(`${path} is no ${wanted}`);
  if (type.kind === ts.SyntaxKind.StringKeyword) {
    if (typeof value !== "string") wrongType("string");
  } else if (type.kind === ts.SyntaxKind.NumberKeyword) {
    if (typeof value !== "number") wrongType("number");
  } else if (type.kind === ts.SyntaxKind.BooleanKeyword) {
    if (typeof value !== "boolean") wrongType("boolean");
  } else if (ts.isTypeReferenceNode(type)) {
    const [element] = type.typeArguments ?? [];
    if (element === undefined) {
      if (ts.isQualifiedName(type.typeName)) checkModel(models, type.typeName.right.text, value, path, findings);
    } else if (!Array.isArray(value)) wrongType("list");
    else for (const [index, item] of value.entries()) checkType(models, element, item, `${path}.${index}`, findings);
  } else if (ts.isTypeLiteralNode(type) && (typeof value !== "object" || value === null)) wrongType("map");
}
