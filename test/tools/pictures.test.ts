import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";

const folder = join(import.meta.dirname, "..", "..", "docs", "pictures");
const pictures = readdirSync(folder).map((file) => ({ file, svg: readFileSync(join(folder, file), "utf8") }));

/** All that a group of the expression finds. */
function allOf(text: string, expression: RegExp): readonly string[] {
  return [...text.matchAll(expression)].map(([, found = ""]) => found);
}

/** Of two colours, as WCAG 2.2 defines it: 1 to 21. */
function contrast(one: string, other: string): number {
  const [bright = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (bright + 0.05) / (dark + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = allOf(colour, /([\da-f]{2})/g)
    .map((channel) => Number.parseInt(channel, 16) / 255)
    .map((channel) => (channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

describe("the pictures of the README and of the guides", () => {
  it("are there for a light and a dark page", () => {
    expect(pictures.map(({ file }) => file).sort()).toEqual([
      "architecture-dark.svg",
      "architecture-light.svg",
      "drift-dark.svg",
      "drift-light.svg",
      "rotation-in-place-dark.svg",
      "rotation-in-place-light.svg",
      "rotation-two-clients-dark.svg",
      "rotation-two-clients-light.svg",
      "up-dark.svg",
      "up-light.svg",
    ]);
  });

  it.each(pictures)("are small, and need nothing from elsewhere: $file", ({ svg }) => {
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg.length).toBeLessThan(20_000);
    expect(allOf(svg, /(https?:[^"]*)/g)).toEqual(["http://www.w3.org/2000/svg"]);
    expect(svg).not.toMatch(/<script|@import|@font-face|<image|<foreignObject/i);
  });

  it.each(pictures)("say in words what they show: $file", ({ svg }) => {
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title description">/);
    expect(svg).toMatch(/<title id="title">.{20,}<\/title>\n<desc id="description">.{60,}<\/desc>/);
  });

  it.each(pictures)("can be read, every colour on its background: $file", ({ svg }) => {
    const [background = ""] = allOf(svg, /<rect [^>]*fill="(#\w+)"/g);
    const colours = allOf(svg, /[{;]fill:(#\w+)/g);
    expect(colours.length).toBeGreaterThan(3);
    expect(colours.filter((colour) => contrast(colour, background) < 4.5)).toEqual([]);
  });
});
