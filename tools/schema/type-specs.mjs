import ts from "typescript";

const ANY = { $ref: "pulumi.json#/Any" };
/** References that say nothing about the value itself. */
const WRAPPERS = ["pulumi.Input", "pulumi.Output", "Readonly"];

/** Turns the types of the sources into those of the schema, and collects the named ones. */
export class TypeSpecs {
  #sources;
  #tokenOf;
  #named = new Map();

  /** @param tokenOf makes the token of a type from its name. */
  constructor(sources, tokenOf) {
    this.#sources = sources;
    this.#tokenOf = tokenOf;
  }

  /** The named types that were met, by token, sorted. */
  collected() {
    return Object.fromEntries([...this.#named].sort(([a], [b]) => (a < b ? -1 : 1)));
  }

  /**
   * The properties of an object and the names of those that are always there.
   * @param isInput whether a program writes them. Inputs name the values that they may have. Outputs may have others: Genesys Cloud adds some.
   */
  properties(members, isInput, secrets = []) {
    const specs = members.map((member) => {
      const { spec, isOptional } = this.#specOf(member.type, isInput, member.name);
      const property = {
        ...spec,
        description: member.description,
        ...(secrets.includes(member.name) ? { secret: true } : {}),
      };
      return { name: member.name, property, isRequired: !member.isOptional && !isOptional };
    });
    return {
      properties: Object.fromEntries(specs.map(({ name, property }) => [name, property])),
      required: specs.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    };
  }

  /** @returns the specification of a type, and whether the value may be undefined. */
  #specOf(node, isInput, where) {
    const inner = (type) => this.#specOf(type, isInput, where);
    switch (node.kind) {
      case ts.SyntaxKind.StringKeyword:
        return { spec: { type: "string" } };
      case ts.SyntaxKind.NumberKeyword:
        return { spec: { type: "integer" } };
      case ts.SyntaxKind.BooleanKeyword:
        return { spec: { type: "boolean" } };
      case ts.SyntaxKind.ArrayType:
        return { spec: { type: "array", items: inner(node.elementType).spec } };
      case ts.SyntaxKind.TypeOperator:
      case ts.SyntaxKind.ParenthesizedType:
        return inner(node.type);
      case ts.SyntaxKind.UnionType:
        return this.#specOfUnion(node, isInput, where);
      case ts.SyntaxKind.TypeReference:
        return this.#specOfReference(node, isInput, where);
      default:
        throw new Error(`${where}: the schema has no form of the type ${node.getText()}`);
    }
  }

  #specOfUnion(node, isInput, where) {
    const kinds = node.types.filter(({ kind }) => kind !== ts.SyntaxKind.UndefinedKeyword);
    const isOptional = kinds.length < node.types.length;
    const [only, ...others] = kinds;
    if (others.length === 0) return { ...this.#specOf(only, isInput, where), isOptional };
    // A number where a text or a number may stand is the text of its digits, which other languages can write as well.
    const isText = (kind) => isLiteral(kind) || kind.kind === ts.SyntaxKind.StringKeyword;
    if (kinds.every((kind) => isText(kind) || kind.kind === ts.SyntaxKind.NumberKeyword)) {
      return { spec: { type: "string" }, isOptional };
    }
    throw new Error(`${where}: the schema has no form of the type ${node.getText()}`);
  }

  #specOfReference(node, isInput, where) {
    const name = node.typeName.getText();
    const [first, second] = node.typeArguments ?? [];
    if (WRAPPERS.includes(name)) return this.#specOf(first, isInput, where);
    if (name === "Record") {
      return { spec: { type: "object", additionalProperties: this.#specOf(second, isInput, where).spec } };
    }
    if (name === "Json") return { spec: ANY };
    if (name === "Partial") return { spec: this.#object(this.#sources.referredBy(first), isInput, true) };
    const symbol = this.#sources.referredBy(node);
    const [declaration] = symbol.declarations;
    if (ts.isInterfaceDeclaration(declaration)) return { spec: this.#object(symbol, isInput, false) };
    if (ts.isTypeAliasDeclaration(declaration)) return this.#specOfAlias(symbol, declaration.type, isInput, where);
    throw new Error(`${where}: the schema has no form of the type ${node.getText()}`);
  }

  /** A named choice of texts. Inputs also take a plain string, which every language can write. */
  #specOfAlias(symbol, node, isInput, where) {
    if (!isInput || !ts.isUnionTypeNode(node) || !node.types.every(isLiteral))
      return this.#specOf(node, isInput, where);
    const values = node.types.map(({ literal }) => ({ name: nameOfValue(literal.text), value: literal.text }));
    const description = this.#sources.descriptionOf(symbol);
    const reference = this.#name(symbol.name, { type: "string", description, enum: values });
    return { spec: { type: "string", oneOf: [{ type: "string" }, reference] } };
  }

  #object(symbol, isInput, isPartial) {
    const members = this.#sources.membersOf(symbol);
    const { properties, required } = this.properties(members, isInput);
    const description = this.#sources.descriptionOf(symbol);
    return this.#name(`${isPartial ? "Partial" : ""}${symbol.name}`, {
      type: "object",
      description,
      properties,
      required: isPartial ? [] : required,
    });
  }

  #name(name, spec) {
    const token = this.#tokenOf(name);
    const known = this.#named.get(token);
    if (known !== undefined && JSON.stringify(known) !== JSON.stringify(spec)) {
      throw new Error(`${token} would be two types of the schema`);
    }
    this.#named.set(token, spec);
    return { $ref: `#/types/${token}` };
  }
}

function isLiteral(node) {
  return ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal);
}

/** From `CLIENT-CREDENTIALS`, the generators would make `CLIEN_T_CREDENTIALS`, and from `OAuthClientId`, `O_AUTH_CLIENT_ID`. */
function nameOfValue(value) {
  const words = value.replace("OAuth", "Oauth").split(/[^A-Za-z0-9]+/);
  const isShouted = value === value.toUpperCase();
  return words.map((word) => `${word[0]}${isShouted ? word.slice(1).toLowerCase() : word.slice(1)}`).join("");
}
