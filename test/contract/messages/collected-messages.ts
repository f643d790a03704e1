import ts from "typescript";
import { isClause, MessageTexts } from "./message-texts.ts";
import type { OwnSources } from "./own-sources.ts";

/** A message that users can see, with … for every part that is only known when it is made. */
export interface Message {
  readonly text: string;
  /** File and line. */
  readonly place: string;
}

/** Properties whose value says what is wrong. Some hold a function that returns it. */
const PROPERTIES = new Set([
  "reason",
  "reasons",
  "refusal",
  "summary",
  "message",
  "error",
  "errors",
  "details",
  "whyNotFree",
  "obstacleTo",
]);

/** Functions and methods that show a message: which of their arguments it is. */
const CALLS: Readonly<Record<string, number>> = {
  warn: 0,
  warnOnce: 0,
  error: 0,
  write: 0,
  red: 2,
  yellow: 2,
  refine: 1,
};

/** Which argument of an error is its message, where it is not the first one. */
const ERRORS: Readonly<Record<string, number>> = { PartialFailureError: 2, OperationError: 2 };

/** Begins the message of an error that only a mistake of ours can cause: no user can do anything about it. */
const INTERNAL = "unreachable: ";

/** Every message of an error, a warning or a finding of the doctor. A new way of showing messages must be added to the tables above. */
export function collectMessages(sources: OwnSources): readonly Message[] {
  const texts = new MessageTexts(sources);
  const isError = errorClasses(sources);
  const shown = [
    ...sources.all(ts.isNewExpression).flatMap((made) => (isError(nameOf(made.expression)) ? shownByError(made) : [])),
    ...sources.all(ts.isCallExpression).flatMap(shownByCall),
    ...sources.all(ts.isPropertyAssignment).flatMap(({ name, initializer }) => (isShown(name) ? initializer : [])),
    ...sources.all(ts.isShorthandPropertyAssignment).flatMap(({ name }) => (isShown(name) ? name : [])),
  ];
  return shown
    .flatMap((expression) => texts.of(expression))
    .map(({ text, node }) => ({ text: tidy(text), place: sources.placeOf(node) }))
    .filter(({ text }) => isClause(text) && !text.startsWith(INTERNAL));
}

/** The findings of a report are no errors: the pages about the commands explain them. */
function isShown(name: ts.PropertyName): boolean {
  return ts.isIdentifier(name) && PROPERTIES.has(name.text) && !name.getSourceFile().fileName.includes("/report/");
}

function shownByError({ expression, arguments: values }: ts.NewExpression): readonly ts.Expression[] {
  const name = nameOf(expression);
  const given: readonly ts.Expression[] = values ?? [];
  // It takes a list of reasons.
  return name === "EngineFailure" ? given : given.slice(ERRORS[name] ?? 0).slice(0, 1);
}

/** Tells the names of error classes: those of the language and of libraries end with Error, and ours extend one. */
function errorClasses(sources: OwnSources): (name: string) => boolean {
  const parents = new Map(
    sources.all(ts.isClassDeclaration).map(({ name, heritageClauses }) => {
      const parent = heritageClauses?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)?.types[0];
      return [name?.text, parent === undefined ? undefined : nameOf(parent.expression)];
    }),
  );
  const isError = (name: string | undefined): boolean =>
    name !== undefined && (name.endsWith("Error") || isError(parents.get(name)));
  return isError;
}

function shownByCall({ expression, arguments: given }: ts.CallExpression): readonly ts.Expression[] {
  const owner = ts.isPropertyAccessExpression(expression) ? nameOf(expression.expression) : "";
  if (owner === "stdout") return [];
  // `z.number("must be …")`: the message is the last argument, whatever goes before it.
  const index = owner === "z" ? given.length - 1 : CALLS[nameOf(expression)];
  return index === undefined ? [] : given.slice(index).slice(0, 1);
}

function nameOf(expression: ts.Expression): string {
  if (ts.isPropertyAccessExpression(expression)) return expression.name.text;
  return ts.isIdentifier(expression) ? expression.text : "";
}

/** As a user reads it: without what the engine or the command puts before it, and on one line. */
function tidy(text: string): string {
  const plain = text.replace(/^(error|warning): /, "").replace(/\s+/g, " ");
  return plain.replace(/(… ?)+…/g, "…").trim();
}
