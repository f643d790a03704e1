import { globSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/**
 * The package's own source files, with what the compiler knows of their names. No library is loaded and no type is checked: names are
 * enough, and are there in seconds.
 */
export class OwnSources {
  readonly files: readonly ts.SourceFile[];
  private readonly checker: ts.TypeChecker;
  /** What calls give to a parameter, and what is pushed into a list. */
  private readonly given = new Map<ts.Node, ts.Expression[]>();

  constructor() {
    const names = globSync("{provider,cli,simulator}/**/*.{ts,cjs}", { cwd: root }).map((name) => join(root, name));
    const options = { noLib: true, types: [], allowJs: true, target: ts.ScriptTarget.ESNext };
    const host = ts.createCompilerHost(options);
    host.resolveModuleNameLiterals = (literals, file) =>
      literals.map(({ text }) => ({
        resolvedModule: text.startsWith(".") ? ownModule(join(file, "..", text)) : undefined,
      }));
    const program = ts.createProgram(names, options, host);
    this.checker = program.getTypeChecker();
    this.files = names.flatMap((name) => program.getSourceFile(name) ?? []);
    const calls = this.all(ts.isCallExpression);
    for (const call of calls) {
      this.noteArguments(call, this.functionNamed(call.expression));
      this.notePush(call);
    }
    // A function that is handed over is called by the name of the parameter.
    for (const call of calls) {
      for (const handedOver of this.valuesOf(call.expression)) this.noteArguments(call, this.functionNamed(handedOver));
    }
  }

  /** Every node of a kind. */
  all<T extends ts.Node>(isMeant: (node: ts.Node) => node is T): readonly T[] {
    return this.files.flatMap((file) => nodesIn(file, isMeant));
  }

  /** What declares a name; undefined where that is not ours. */
  declarationOf(name: ts.Node): ts.Declaration | undefined {
    const found = ts.isShorthandPropertyAssignment(name.parent)
      ? this.checker.getShorthandAssignmentValueSymbol(name.parent)
      : this.checker.getSymbolAtLocation(name);
    const isImported = found !== undefined && (found.flags & ts.SymbolFlags.Alias) !== 0;
    return (isImported ? this.checker.getAliasedSymbol(found) : found)?.valueDeclaration;
  }

  /** The function of ours that an expression is or names. */
  functionNamed(expression: ts.Expression): ts.SignatureDeclaration | undefined {
    if (ts.isFunctionLike(expression)) return expression;
    const declared = this.declarationOf(ts.isPropertyAccessExpression(expression) ? expression.name : expression);
    if (declared === undefined || ts.isFunctionLike(declared)) return declared;
    const hasValue = ts.isVariableDeclaration(declared) || ts.isPropertyAssignment(declared);
    return hasValue && declared.initializer !== undefined && ts.isFunctionLike(declared.initializer)
      ? declared.initializer
      : undefined;
  }

  /** Every value that the calls of a function give to the parameter that an expression names. */
  valuesOf(expression: ts.Expression): readonly ts.Expression[] {
    const declared = this.declarationOf(expression);
    if (declared === undefined || !ts.isParameter(declared)) return [];
    return [...(declared.initializer === undefined ? [] : [declared.initializer]), ...(this.given.get(declared) ?? [])];
  }

  /** Every value that is pushed into a list. */
  pushedInto(list: ts.VariableDeclaration): readonly ts.Expression[] {
    return this.given.get(list) ?? [];
  }

  /** File and line. */
  placeOf(node: ts.Node): string {
    const file = node.getSourceFile();
    return `${relative(root, file.fileName)}:${file.getLineAndCharacterOfPosition(node.getStart()).line + 1}`;
  }

  private noteArguments(call: ts.CallExpression, called: ts.SignatureDeclaration | undefined): void {
    for (const [index, parameter] of called?.parameters.entries() ?? []) {
      const value = call.arguments[index];
      if (value !== undefined) this.note(parameter, value);
    }
  }

  private notePush({ expression, arguments: values }: ts.CallExpression): void {
    if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== "push") return;
    const list = this.declarationOf(expression.expression);
    for (const value of list === undefined ? [] : values) this.note(list, value);
  }

  private note(target: ts.Node | undefined, value: ts.Expression): void {
    if (target !== undefined) this.given.set(target, [...(this.given.get(target) ?? []), value]);
  }
}

/** Every node of a kind within another one. */
export function nodesIn<T extends ts.Node>(within: ts.Node, isMeant: (node: ts.Node) => node is T): readonly T[] {
  const found: T[] = [];
  const visit = (node: ts.Node): void => {
    if (isMeant(node)) found.push(node);
    ts.forEachChild(node, visit);
  };
  visit(within);
  return found;
}

function ownModule(resolvedFileName: string): ts.ResolvedModuleFull {
  const extension = resolvedFileName.endsWith(".cjs") ? ts.Extension.Cjs : ts.Extension.Ts;
  return { resolvedFileName, extension, isExternalLibraryImport: false };
}
