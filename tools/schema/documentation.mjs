/** A TSDoc text as Markdown that reads the same in every language: links become the names that they show. */
export function documentation(text) {
  return text
    .replaceAll("\r\n", "\n")
    .replaceAll(/\{@link\s+([^\s|}]+)\s*(?:\|\s*([^}]+))?\}/g, (_, target, label) => label?.trim() ?? `\`${target}\``)
    .trim();
}
