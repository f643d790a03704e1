// The time lines of docs/rotation.md: which secret works when, in both kinds of rotation.

const WIDTH = 726;
const LEFT = 150;
const RIGHT = WIDTH - 20;
const TOP = 64;
const LANE = 52;
const BAR = 26;
const FONT = '14px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif';

/** Columns of time: a bar reaches from one of them to another, an event stands at one. */
const COLUMNS = 6;
const xOf = (time) => Math.round(LEFT + ((RIGHT - LEFT) * time) / COLUMNS);

const TIMELINES = {
  "rotation-in-place": {
    title: "A rotation with secretVersion",
    description:
      "A time line of one client. Secret 1 works until the rotation, and stops working at that moment. Secret 2 works from then on. The application still uses secret 1, and its logins fail until secret 2 is delivered.",
    events: [
      { at: 2, text: "new secretVersion" },
      { at: 3.5, text: "delivered" },
    ],
    lanes: [
      { name: "client A", bars: [bar(0, 2, "secret 1", "current"), bar(2, 6, "secret 2", "current")] },
      {
        name: "application",
        bars: [
          bar(0, 2, "uses secret 1", "used"),
          bar(2, 3.5, "logins fail", "fails"),
          bar(3.5, 6, "uses secret 2", "used"),
        ],
      },
    ],
  },
  "rotation-two-clients": {
    title: "Two rotations with RotatingOAuthClient",
    description:
      "A time line of two clients. Client A is current first. At rotation 1, client B gets a new secret and becomes current, and client A keeps working. The application changes over at any time before rotation 2. At rotation 2, client A gets a new secret and becomes current, and client B keeps working. No login fails.",
    events: [
      { at: 1.5, text: "rotation 1" },
      { at: 4, text: "rotation 2" },
    ],
    lanes: [
      {
        name: "client A",
        bars: [
          bar(0, 1.5, "secret 1, current", "current"),
          bar(1.5, 4, "secret 1, previous", "previous"),
          bar(4, 6, "secret 3, current", "current"),
        ],
      },
      {
        name: "client B",
        bars: [
          bar(0, 1.5, "not used yet", "previous"),
          bar(1.5, 4, "secret 2, current", "current"),
          bar(4, 6, "secret 2, previous", "previous"),
        ],
      },
      {
        name: "application",
        bars: [
          bar(0, 2.4, "uses client A", "used"),
          bar(2.4, 4.8, "uses client B", "used"),
          bar(4.8, 6, "uses client A", "used"),
        ],
      },
    ],
  },
};

/**
 * Draws every time line.
 * @param palette one of palettes.mjs
 * @returns name → SVG
 */
export function drawTimelines(palette) {
  return Object.fromEntries(
    Object.entries(TIMELINES).map(([name, timeline]) => [name, drawTimeline(timeline, palette)]),
  );
}

function bar(from, to, text, look) {
  return { from, to, text, look };
}

function drawTimeline({ title, description, events, lanes }, palette) {
  const bottom = TOP + lanes.length * LANE;
  const height = bottom + 16;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${title}</title>`,
    `<desc id="description">${description}</desc>`,
    "<style>",
    `text{font:${FONT};fill:${palette.text}}`,
    ".event{font-weight:600;text-anchor:middle}",
    ".lane{font-weight:600}",
    ...looks(palette),
    "</style>",
    `<rect x=".5" y=".5" width="${WIDTH - 1}" height="${height - 1}" rx="8" fill="${palette.background}" stroke="${palette.frame}"/>`,
    ...events.flatMap(({ at, text }) => [
      `<path d="M${xOf(at)} 42V${bottom}" fill="none" stroke="${palette.text}" stroke-dasharray="4 3"/>`,
      `<text class="event" x="${xOf(at)}" y="32">${text}</text>`,
    ]),
    // Over the lines of the events, which would strike through their texts.
    `<g fill="${palette.background}">`,
    ...lanes.flatMap((lane, row) => drawLane(lane, TOP + row * LANE)),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

/** Each kind of bar differs from the others in its line, too, and not only in its colour. Its text has the colour of the line. */
function looks({ muted, colours }) {
  const [, red, green, , blue] = colours;
  const kinds = {
    current: [green, "stroke-width:3"],
    previous: [muted, "stroke-width:1.5;stroke-dasharray:2 2"],
    used: [blue, "stroke-width:1.5"],
    fails: [red, "stroke-width:3;stroke-dasharray:6 3"],
  };
  return Object.entries(kinds).flatMap(([name, [colour, line]]) => [
    `rect.${name}{stroke:${colour};${line}}`,
    `text.${name}{fill:${colour};text-anchor:middle}`,
  ]);
}

function drawLane({ name, bars }, y) {
  const baseline = y + BAR / 2 + 5;
  return [
    `<text class="lane" x="20" y="${baseline}">${name}</text>`,
    ...bars.flatMap(({ from, to, text, look }) => {
      const [left, right] = [xOf(from) + 3, xOf(to) - 3];
      return [
        `<rect class="${look}" x="${left}" y="${y}" width="${right - left}" height="${BAR}" rx="5"/>`,
        `<text class="${look}" x="${Math.round((left + right) / 2)}" y="${baseline}">${text}</text>`,
      ];
    }),
  ];
}
