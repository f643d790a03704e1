// Which part of the sources imports which, read from the sources with the TypeScript compiler.
import { readdirSync, readFileSync } from "node:fs";
import { posix } from "node:path";
import ts from "typescript";

/**
 * The imports between parts. Imports of types are left out: the compiler removes them, and no data goes that way.
 * @param root the folder that `folders` are in
 * @param partOf gives the part that a file belongs to, or undefined for a file that the graph leaves out
 * @returns part → the parts that it imports, both in alphabetical order
 */
export function readImports(root, folders, partOf) {
  const graph = new Map();
  for (const file of folders.flatMap((folder) => sourcesBelow(root, folder)).sort()) {
    const part = partOf(file);
    if (part === undefined) continue;
    const imported = graph.get(part) ?? new Set();
    graph.set(part, imported);
    for (const target of importedFiles(root, file).map(partOf)) {
      if (target !== undefined && target !== part) imported.add(target);
    }
  }
  return new Map([...graph].sort().map(([part, imported]) => [part, [...imported].sort()]));
}

/** The same graph without the arrows that follow from others: where a imports b and b imports c, a → c is left out. */
export function withoutDetours(graph) {
  const reachable = (from, seen = new Set()) => {
    for (const next of graph.get(from) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      reachable(next, seen);
    }
    return seen;
  };
  const follows = (from, to) => graph.get(from).some((other) => other !== to && reachable(other).has(to));
  for (const part of graph.keys()) {
    if (reachable(part).has(part)) throw new Error(`${part} imports itself by way of another part`);
  }
  return new Map([...graph].map(([part, imported]) => [part, imported.filter((to) => !follows(part, to))]));
}

function sourcesBelow(root, folder) {
  return readdirSync(posix.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => posix.relative(root, posix.join(entry.parentPath, entry.name)));
}

function importedFiles(root, file) {
  const text = readFileSync(posix.join(root, file), "utf8");
  const names = [];
  const visit = (node) => {
    const name = importedName(node);
    if (name?.startsWith(".")) names.push(posix.join(posix.dirname(file), name));
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return names;
}

/** What a statement or a call imports at run time. */
function importedName(node) {
  if (ts.isImportDeclaration(node)) {
    const { importClause: clause, moduleSpecifier } = node;
    return clause?.isTypeOnly || onlyTypes(clause?.namedBindings) ? undefined : moduleSpecifier.text;
  }
  if (ts.isExportDeclaration(node)) {
    return node.isTypeOnly || onlyTypes(node.exportClause) ? undefined : node.moduleSpecifier?.text;
  }
  const isCall = ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword;
  return isCall ? node.arguments[0].text : undefined;
}

function onlyTypes(names) {
  return names?.elements?.length > 0 && names.elements.every(({ isTypeOnly }) => isTypeOnly);
}
