import { dirname } from "node:path";
import ts from "typescript";
import { documentation } from "./documentation.mjs";

/** The TypeScript sources, as the type checker sees them. */
export class Sources {
  #program;
  #checker;

  /** @param files the entry files, and the file of the compiler options. */
  constructor(files, configFile) {
    const { config } = ts.readConfigFile(configFile, ts.sys.readFile);
    const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, dirname(configFile));
    this.#program = ts.createProgram(files, options);
    this.#checker = this.#program.getTypeChecker();
  }

  /** Everything that a file exports, by name, wherever it is declared. */
  exportsOf(file) {
    const module = this.#checker.getSymbolAtLocation(this.#program.getSourceFile(file));
    const symbols = this.#checker.getExportsOfModule(module).map((symbol) => this.#declared(symbol));
    return new Map(symbols.map((symbol) => [symbol.name, symbol]));
  }

  /** The TSDoc of a symbol, without its block tags. */
  descriptionOf(symbol) {
    const text = documentation(ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)));
    if (text === "") throw new Error(`${symbol.name} (${locationOf(symbol)}) has no description`);
    return text;
  }

  /** The members of an interface, those that it inherits too, in the order of the sources. */
  membersOf(symbol) {
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    return this.#checker.getPropertiesOfType(type).map((member) => this.#memberOf(member));
  }

  /** The outputs that a resource class and its bases of this package declare. Those of Pulumi's classes are every resource's own. */
  outputsOf(symbol) {
    const type = this.#checker.getDeclaredTypeOfSymbol(symbol);
    const declared = this.#checker.getPropertiesOfType(type).filter(({ valueDeclaration: declaration }) => {
      if (declaration === undefined || !ts.isPropertyDeclaration(declaration)) return false;
      return !this.#program.isSourceFileFromExternalLibrary(declaration.getSourceFile());
    });
    return declared.map((member) => this.#memberOf(member));
  }

  /** What a function takes and what its promise holds: two interfaces. */
  signatureOf(symbol) {
    const [signature] = this.#checker.getTypeOfSymbol(symbol).getCallSignatures();
    const [args] = signature.getParameters();
    return {
      args: this.#checker.getNonNullableType(this.#checker.getTypeOfSymbol(args)).symbol,
      result: this.#checker.getAwaitedType(signature.getReturnType()).symbol,
    };
  }

  /** The symbol that a reference to a type means. */
  referredBy(reference) {
    return this.#declared(this.#checker.getSymbolAtLocation(reference.typeName));
  }

  #declared(symbol) {
    return symbol.flags & ts.SymbolFlags.Alias ? this.#checker.getAliasedSymbol(symbol) : symbol;
  }

  #memberOf(member) {
    const { type, questionToken } = member.valueDeclaration;
    if (type === undefined) throw new Error(`${member.name} (${locationOf(member)}) declares no type`);
    return {
      name: member.name,
      description: this.descriptionOf(member),
      type,
      isOptional: questionToken !== undefined,
    };
  }
}

function locationOf(symbol) {
  const [declaration] = symbol.getDeclarations();
  const { fileName } = declaration.getSourceFile();
  return `${fileName}:${declaration.getSourceFile().getLineAndCharacterOfPosition(declaration.getStart()).line + 1}`;
}
