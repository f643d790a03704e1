// Draws docs/pictures/architecture-*.svg: the parts of the sources as boxes, the imports between them as arrows.
import { Graph, layout } from "@dagrejs/dagre";
import { palettes } from "../pictures/palettes.mjs";
import { root } from "../set-up/paths.mjs";
import { readImports, withoutDetours } from "./import-graph.mjs";
import { CONNECTIONS, FOLDERS, OUTSIDE, PARTS, partOf } from "./parts.mjs";

const FONT = '14px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif';
/** Of a letter, on average. */
const LETTER = 8.2;
const SMALL_LETTER = 6.2;
const BOX_HEIGHT = 46;
const MARGIN = 16;

const ABOUT = {
  title: "How the parts of pulumi-genesyscloud-oauth fit together",
  description:
    "Boxes are folders of the sources. A solid arrow is an import. A program hands its inputs to the Pulumi engine, which calls the dynamic provider or the provider plugin. Both serve the same resources, which run the lifecycle, which uses the pure model and the API client. Data sources go from the program straight to the API client.",
};

/** @returns file name → SVG */
export function drawArchitecture() {
  const imports = readImports(root, FOLDERS, partOf);
  const unknown = [...imports.keys()].filter((part) => !(part in PARTS));
  if (unknown.length > 0) throw new Error(`tools/architecture/parts.mjs does not say what this is for: ${unknown}`);
  const placed = place(withoutDetours(imports));
  return Object.fromEntries(
    Object.entries(palettes).map(([theme, palette]) => [`architecture-${theme}.svg`, draw(placed, palette)]),
  );
}

function place(imports) {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "TB", nodesep: 26, ranksep: 34, edgesep: 14, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  const boxes = [
    ...[...imports.keys()].map((part) => ({ id: part, title: part, text: PARTS[part], kind: "part" })),
    ...Object.entries(OUTSIDE).map(([id, about]) => ({ id, ...about, kind: "outside" })),
  ];
  for (const box of boxes) {
    const width = Math.round(Math.max(box.title.length * LETTER, box.text.length * SMALL_LETTER) + 28);
    graph.setNode(box.id, { ...box, width, height: BOX_HEIGHT });
  }
  for (const { from, to, text } of CONNECTIONS) {
    graph.setEdge(from, to, { text, kind: "connection", width: text.length * SMALL_LETTER, height: 16, labelpos: "c" });
  }
  for (const [from, targets] of imports) for (const to of targets) graph.setEdge(from, to, { kind: "import" });
  layout(graph);
  return {
    width: Math.ceil(graph.graph().width),
    height: Math.ceil(graph.graph().height),
    boxes: graph.nodes().map((id) => graph.node(id)),
    arrows: graph.edges().map((edge) => graph.edge(edge)),
  };
}

function draw({ width, height, boxes, arrows }, palette) {
  const [, , green, , blue] = palette.colours;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${ABOUT.title}</title>`,
    `<desc id="description">${ABOUT.description}</desc>`,
    "<style>",
    `text{font:${FONT};fill:${palette.text};text-anchor:middle}`,
    ".name{font-weight:600}",
    `.about{font-size:12px;fill:${palette.muted}}`,
    `.between{font-size:12px;fill:${blue}}`,
    `.outside{fill:${green}}`,
    "path{fill:none}",
    `path.import{stroke:${palette.muted};stroke-width:1.3}`,
    `path.connection{stroke:${blue};stroke-width:1.3;stroke-dasharray:5 3}`,
    "</style>",
    `<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" fill="${palette.background}" stroke="${palette.frame}"/>`,
    "<defs>",
    tip("import", palette.muted),
    tip("connection", blue),
    "</defs>",
    ...arrows.map(({ kind, points }) => `<path class="${kind}" d="${curve(points)}" marker-end="url(#${kind})"/>`),
    ...arrows.flatMap((arrow) => drawLabel(arrow, palette)),
    ...boxes.flatMap((box) => drawBox(box, palette, green)),
    "</svg>",
    "",
  ].join("\n");
}

function tip(id, colour) {
  return `<marker id="${id}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto-start-reverse"><path d="M0 .5L7.5 4L0 7.5z" style="fill:${colour}"/></marker>`;
}

/** Through the middle of each two points, so that no corner is left. */
function curve([first, ...rest]) {
  const last = rest.at(-1);
  const bends = rest.slice(0, -1).map((point, index) => {
    const next = rest[index + 1];
    const end = next === last ? next : { x: (point.x + next.x) / 2, y: (point.y + next.y) / 2 };
    return `Q${at(point)} ${at(end)}`;
  });
  return `M${at(first)}${bends.length > 0 ? bends.join("") : `L${at(last)}`}`;
}

function drawLabel({ text, x, y, width }, { background }) {
  if (text === undefined) return [];
  return [
    `<rect x="${round(x - width / 2 - 3)}" y="${round(y - 9)}" width="${round(width + 6)}" height="17" fill="${background}"/>`,
    `<text class="between" x="${round(x)}" y="${round(y + 4)}">${text}</text>`,
  ];
}

function drawBox({ title, text, kind, x, y, width, height }, palette, green) {
  const line = kind === "outside" ? `stroke="${green}" stroke-dasharray="2 2"` : `stroke="${palette.text}"`;
  const place = `x="${round(x - width / 2)}" y="${round(y - height / 2)}" width="${width}" height="${height}"`;
  return [
    `<rect ${place} rx="5" fill="${palette.background}" ${line}/>`,
    `<text class="name${kind === "outside" ? " outside" : ""}" x="${round(x)}" y="${round(y - 3)}">${title}</text>`,
    `<text class="about" x="${round(x)}" y="${round(y + 14)}">${text}</text>`,
  ];
}

const round = (number) => Math.round(number * 10) / 10;
const at = ({ x, y }) => `${round(x)} ${round(y)}`;
