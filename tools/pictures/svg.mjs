// Draws a terminal's screen as SVG. What can be read stays text. The lines of tables are drawn as lines, because as text
// they join only in some fonts, and only where rows stand close together.

const FONT = '14px ui-monospace,SFMono-Regular,"SF Mono",Menlo,Consolas,"Liberation Mono",monospace';
/** Of a cell. Fonts differ, so each piece of text is stretched to the columns that it takes. */
const CELL_WIDTH = 8.4;
const CELL_HEIGHT = 20;
/** From the top of a cell to the line that letters stand on. */
const BASELINE = 14.5;
const PADDING = 14;
const TITLE_BAR = 26;

/** The sides of its cell that a line leads to: left, right, up, down. */
const LINES = {
  "─": "lr",
  "│": "ud",
  "┌": "rd",
  "┐": "ld",
  "└": "ru",
  "┘": "lu",
  "├": "rud",
  "┤": "lud",
  "┬": "lrd",
  "┴": "lru",
  "┼": "lrud",
};

/**
 * A picture of a screen in a window.
 * @param rows what `screenOf` gives
 * @param columns how many the window has
 * @param about `title` and `description` for those who can't see it
 */
export function drawScreen(rows, columns, { title, description }, palette) {
  const width = Math.ceil(columns * CELL_WIDTH + 2 * PADDING);
  const height = rows.length * CELL_HEIGHT + TITLE_BAR + PADDING;
  const pieces = rows.map(piecesOf);
  const dots = [0, 1, 2].map((dot) => `<circle cx="${PADDING + 5 + dot * 16}" cy="15" r="5"/>`);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="description">${escaped(description)}</desc>`,
    "<style>",
    `text{font:${FONT};fill:${palette.text};white-space:pre}`,
    ...stylesOf(pieces.flat(), palette),
    "</style>",
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${palette.background}" stroke="${palette.frame}"/>`,
    `<g fill="${palette.frame}">${dots.join("")}</g>`,
    `<path d="${drawLines(rows, columns)}" transform="translate(.5 .5)" fill="none" stroke="${palette.muted}" stroke-linecap="square"/>`,
    ...pieces.flatMap(drawTexts),
    "</svg>",
    "",
  ].join("\n");
}

/** The texts of a row, each of one style. One ends where two columns are blank, and where a line is drawn. */
function piecesOf(cells) {
  const isGap = (column) => [" ", undefined, ...Object.keys(LINES)].includes(cells[column]?.character);
  const pieces = [];
  for (const [column, { character, ...look }] of cells.entries()) {
    const isBlank = isGap(column) && (character !== " " || isGap(column - 1) || isGap(column + 1));
    if (isBlank) continue;
    const style = styleOf(look);
    const last = pieces.at(-1);
    if (last?.style === style && last.column + last.text.length === column) last.text += character;
    else if (character !== " ") pieces.push({ column, style, text: character });
  }
  return pieces;
}

/** Names of CSS classes. */
function styleOf({ colour, isBold, isDim, isUnderlined }) {
  const names = [colour !== undefined && `c${colour}`, isBold && "bold", isDim && "dim", isUnderlined && "underlined"];
  return names.filter((name) => name !== false).join(" ");
}

function stylesOf(pieces, { muted, colours }) {
  const styles = {
    bold: "font-weight:600",
    dim: `fill:${muted}`,
    underlined: "text-decoration:underline",
    ...Object.fromEntries(colours.map((colour, index) => [`c${index}`, `fill:${colour}`])),
  };
  const used = new Set(pieces.flatMap(({ style }) => style.split(" ")));
  return Object.entries(styles).flatMap(([name, style]) => (used.has(name) ? [`.${name}{${style}}`] : []));
}

function drawTexts(pieces, row) {
  if (pieces.length === 0) return [];
  const spans = pieces.map(({ column, style, text }) => {
    const look = style === "" ? "" : ` class="${style}"`;
    const place = `x="${pixels(PADDING + column * CELL_WIDTH)}" textLength="${pixels(text.length * CELL_WIDTH)}"`;
    return `<tspan ${place} lengthAdjust="spacingAndGlyphs"${look}>${escaped(text)}</tspan>`;
  });
  return [`<text y="${TITLE_BAR + row * CELL_HEIGHT + BASELINE}">${spans.join("")}</text>`];
}

/** All lines as the text of a path. Each is one stroke from end to end: a seam would show where the picture is made smaller. */
function drawLines(rows, columns) {
  const xOf = (column) => Math.round(PADDING + column * CELL_WIDTH);
  const yOf = (row) => TITLE_BAR + row * CELL_HEIGHT;
  const characterAt = (row, column) => rows[row][column]?.character ?? " ";
  const across = rows.flatMap((_, row) => {
    const text = Array.from({ length: columns }, (_, column) => characterAt(row, column)).join("");
    return strokesOf(text, "l", "r").map(([from, to]) => `M${xOf(from)} ${yOf(row + 0.5)}H${xOf(to)}`);
  });
  const down = Array.from({ length: columns }, (_, column) => {
    const text = rows.map((_, row) => characterAt(row, column)).join("");
    return strokesOf(text, "u", "d").map(([from, to]) => `M${xOf(column + 0.5)} ${yOf(from)}V${yOf(to)}`);
  });
  return [...across, ...down.flat()].join("");
}

/** Where lines begin and end in a row or column of characters, in cells. The sides are those that such lines come from and go to. */
function strokesOf(text, fromSide, toSide) {
  const strokes = [];
  [...text].forEach((character, index) => {
    const [comes, goes] = [fromSide, toSide].map((side) => LINES[character]?.includes(side) ?? false);
    const end = index + (goes ? 1 : 0.5);
    const last = strokes.at(-1);
    if (comes && last?.[1] === index) last[1] = end;
    else if (comes || goes) strokes.push([index + (comes ? 0 : 0.5), end]);
  });
  return strokes;
}

const pixels = (number) => String(Math.round(number * 10) / 10);

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
