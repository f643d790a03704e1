const [START, END] = ["<!-- inputs -->", "<!-- /inputs -->"];
const NAMES = { integer: "number", array: "list" };

/** The README with the table of a resource's inputs, which the schema describes, between its two marks. */
export function withInputsTable(readme, schema, token) {
  const [before, rest] = readme.split(START);
  const [, after] = rest?.split(END) ?? [];
  if (after === undefined) throw new Error(`README.md has no place for the inputs: ${START} … ${END}`);
  return `${before}${START}\n${inputsTable(schema, token)}\n${END}${after}`;
}

function inputsTable(schema, token) {
  const { inputProperties, requiredInputs } = schema.resources[token];
  const rows = Object.entries(inputProperties).map(([name, property]) => {
    const remarks = [requiredInputs.includes(name) && "required", property.secret && "secret"].filter(Boolean);
    const [paragraph] = property.description.split("\n\n");
    return [`\`${name}\``, [typeOf(property, schema), ...remarks].join(", "), paragraph.replaceAll("\n", " ")];
  });
  return [["input", "type", "meaning"], ["---", "---", "---"], ...rows]
    .map((row) => `| ${row.join(" | ")} |`)
    .join("\n");
}

function typeOf({ type, items, $ref }, { types }) {
  if ($ref !== undefined) {
    const { properties, required } = types[$ref.slice("#/types/".length)];
    const keys = Object.keys(properties).map((key) => (required.includes(key) ? key : `${key}?`));
    return `\`{ ${keys.join(", ")} }\``;
  }
  const name = NAMES[type] ?? type;
  if (items === undefined) return name;
  return `${name} of ${items.$ref === undefined ? `${items.type}s` : typeOf(items, { types })}`;
}
