// A terminal of a fixed size: runs a command in it, and tells what then stands on its screen.
//
// @xterm/headless is the terminal of VS Code without its window: well kept, 1.9 MB, no dependencies. It takes a terminal to
// know what is left on the screen, because both commands draw over their own lines: the table of `pulumi up`, the spinner of
// `drift`. What makes an SVG of ANSI text was looked at and left: ansi-to-svg and shiki's language `ansi` know colours, but no
// cursor; svg-term brings React 16; rich needs Python and freeze needs Go, which nobody needs to work on this package, and
// both rely on a font of their own, which GitHub does not load. svg.mjs is what remains to do: it only places text.
import { spawn } from "node:child_process";
import xterm from "@xterm/headless";

const COLUMNS = 100;
const ROWS = 50;

/**
 * Runs a command line of the shell in a terminal, as somebody who watches would see it: with colours.
 * @returns everything that it printed, and its exit code
 */
export function record(commandLine, { cwd, env }) {
  const terminal = createTerminal();
  // Node has no pseudo terminals. `script` does, and Linux and macOS have it.
  const inTerminal = `stty cols ${COLUMNS} rows ${ROWS} -echo && exec ${commandLine}`;
  const args =
    process.platform === "linux"
      ? ["--quiet", "--return", "--command", inTerminal, "/dev/null"]
      : ["-q", "/dev/null", "sh", "-c", inTerminal];
  const child = spawn("script", args, { cwd, env: { ...env, TERM: "xterm-256color" }, stdio: "pipe" });
  // Commands ask a terminal for its cursor and its colours, and wait a while for an answer.
  terminal.onData((answer) => child.stdin.write(answer));
  // The command may have ended before the answer.
  child.stdin.on("error", () => undefined);
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text) => {
      output += text;
      terminal.write(text);
    });
  }
  return new Promise((resolve, reject) => {
    child.once("error", (cause) => reject(new Error("`script`, a part of util-linux, can't be started", { cause })));
    child.once("close", (code) => resolve({ output, code }));
  }).finally(() => terminal.dispose());
}

/** What stands on the screen after an output: a list of cells for each row, without what is blank at the end. */
export async function screenOf(output) {
  const terminal = createTerminal();
  await new Promise((resolve) => terminal.write(output, resolve));
  const buffer = terminal.buffer.active;
  if (buffer.baseY > 0) throw new Error(`The output has more than ${ROWS} rows.`);
  const rows = Array.from({ length: ROWS }, (_, row) => cellsOf(buffer.getLine(row)));
  terminal.dispose();
  return rows.slice(0, rows.findLastIndex((cells) => cells.length > 0) + 1);
}

function createTerminal() {
  return new xterm.Terminal({ cols: COLUMNS, rows: ROWS, allowProposedApi: true });
}

function cellsOf(line) {
  const cells = Array.from({ length: COLUMNS }, (_, column) => line.getCell(column)).map((cell) => ({
    character: cell.getChars() || " ",
    // 0 to 15; undefined: the colour that text has by default.
    colour: colourOf(cell),
    isBold: cell.isBold() !== 0,
    isDim: cell.isDim() !== 0,
    isUnderlined: cell.isUnderline() !== 0,
  }));
  return cells.slice(0, cells.findLastIndex(({ character }) => character !== " ") + 1);
}

function colourOf(cell) {
  if (cell.getWidth() !== 1) throw new Error(`The pictures have no characters of two columns: ${cell.getChars()}`);
  if (cell.isFgRGB() || !cell.isBgDefault() || cell.isInverse())
    throw new Error(`The pictures know the 16 colours of a terminal, and no background: ${cell.getChars()}`);
  return cell.isFgDefault() ? undefined : cell.getFgColor();
}
