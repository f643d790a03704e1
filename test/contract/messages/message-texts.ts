import ts from "typescript";
import { nodesIn, type OwnSources } from "./own-sources.ts";

/** A text that the code can produce, with … for every part that is only known when it runs. */
export interface MessageText {
  readonly text: string;
  readonly node: ts.Node;
}

/** Finds every text that an expression can be. Follows constants, lists, functions of ours, and what all calls give to a parameter. */
export class MessageTexts {
  private readonly sources: OwnSources;

  constructor(sources: OwnSources) {
    this.sources = sources;
  }

  of(expression: ts.Expression, path: readonly ts.Node[] = []): readonly MessageText[] {
    if (path.includes(expression) || path.length > 24) return [];
    const texts = (next: ts.Expression): readonly MessageText[] => this.of(next, [...path, expression]);
    const node = withoutWrapping(expression);
    if (isText(node)) return this.templatesOf(node, path).map((text) => ({ text, node }));
    if (ts.isConditionalExpression(node)) return [node.whenTrue, node.whenFalse].flatMap(texts);
    if (ts.isBinaryExpression(node)) return isAlternative(node) ? [node.left, node.right].flatMap(texts) : [];
    if (ts.isSpreadElement(node)) return texts(node.expression);
    if (ts.isArrayLiteralExpression(node)) return node.elements.flatMap(texts);
    if (ts.isArrowFunction(node)) return returnsOf(node).flatMap(texts);
    const named = ts.isIdentifier(node) ? this.sources.functionNamed(node) : undefined;
    if (named !== undefined) return returnsOf(named).flatMap(texts);
    if (ts.isIdentifier(node) && node.text === "undefined") return [];
    if (ts.isIdentifier(node)) return or(this.valuesOf(node, path).flatMap(texts), node);
    if (ts.isNewExpression(node)) return (node.arguments ?? []).flatMap(texts);
    if (!ts.isCallExpression(node)) return or([], node);
    const called = this.sources.functionNamed(node.expression);
    if (called !== undefined) return returnsOf(called).flatMap(texts);
    // A function of a library: `["a", "b"].filter(…).join(" ")`, `list.map((one) => …)`, `JSON.stringify(text)`.
    const receiver = ts.isPropertyAccessExpression(node.expression) ? [node.expression.expression] : [];
    return [...receiver, ...node.arguments].flatMap(texts);
  }

  /**
   * What a name stands for: the value of a constant with what is pushed into it; for a parameter what the call that led here gives, or
   * else what all calls give.
   */
  private valuesOf(name: ts.Identifier, path: readonly ts.Node[]): readonly ts.Expression[] {
    const declared = this.sources.declarationOf(name);
    if (declared === undefined) return [];
    if (ts.isParameter(declared)) {
      const call = path
        .filter(ts.isCallExpression)
        .findLast((one) => this.sources.functionNamed(one.expression) === declared.parent);
      const given = call?.arguments[declared.parent.parameters.indexOf(declared)];
      return given === undefined ? this.sources.valuesOf(name) : [given];
    }
    if (!ts.isVariableDeclaration(declared)) return [];
    const statement = declared.parent.parent;
    if (ts.isForOfStatement(statement)) return [statement.expression];
    return [...(declared.initializer ? [declared.initializer] : []), ...this.sources.pushedInto(declared)];
  }

  /** The fixed words of a text. A part that can be a sentence or a clause of ours counts as words. */
  private templatesOf(node: ts.Expression, path: readonly ts.Node[]): readonly string[] {
    if (ts.isStringLiteralLike(node)) return [node.text];
    if (isSum(node)) return products([node.left, node.right].map((part) => this.partsOf(part, path)));
    if (!ts.isTemplateExpression(node)) return ["…"];
    return products([
      [node.head.text],
      ...node.templateSpans.flatMap(({ expression, literal }) => [this.partsOf(expression, path), [literal.text]]),
    ]);
  }

  private partsOf(part: ts.Expression, path: readonly ts.Node[]): readonly string[] {
    const node = withoutWrapping(part);
    if (isText(node)) return this.templatesOf(node, path);
    const isOwnCall = ts.isCallExpression(node) && this.sources.functionNamed(node.expression) !== undefined;
    if (!isOwnCall && !ts.isIdentifier(node) && !ts.isConditionalExpression(node)) return ["…"];
    const texts = this.of(node, path).map(({ text }) => text);
    return texts.some(isClause) || (texts.length === 1 && isConstant(node)) ? [...new Set(texts)] : ["…"];
  }
}

function returnsOf(called: ts.SignatureDeclaration): readonly ts.Expression[] {
  const body = "body" in called ? (called.body as ts.ConciseBody | undefined) : undefined;
  if (body === undefined) return [];
  if (!ts.isBlock(body)) return [body];
  const isOwn = (node: ts.Node) => ts.findAncestor(node.parent, ts.isFunctionLike) === called;
  return nodesIn(body, ts.isReturnStatement).flatMap((node) => (isOwn(node) && node.expression ? node.expression : []));
}

function products(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce<readonly string[]>((all, part) => all.flatMap((start) => part.map((end) => start + end)), [""]);
}

function or(texts: readonly MessageText[], node: ts.Node): readonly MessageText[] {
  return texts.length === 0 ? [{ text: "…", node }] : texts;
}

function isAlternative({ operatorToken: { kind } }: ts.BinaryExpression): boolean {
  return kind === ts.SyntaxKind.QuestionQuestionToken || kind === ts.SyntaxKind.BarBarToken;
}

/** Whether it has two words beside each other. */
export function isClause(text: string): boolean {
  return /[a-z]+ [a-z]+/i.test(text);
}

/** Whether it has the name of a constant. */
function isConstant(node: ts.Expression): boolean {
  return ts.isIdentifier(node) && node.text === node.text.toUpperCase();
}

function isText(node: ts.Expression): boolean {
  return ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || isSum(node);
}

function isSum(node: ts.Node): node is ts.BinaryExpression {
  return ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken;
}

function withoutWrapping(node: ts.Expression): ts.Expression {
  const isWrapping = ts.isParenthesizedExpression(node) || ts.isAwaitExpression(node) || ts.isAsExpression(node);
  return isWrapping ? withoutWrapping(node.expression) : node;
}
