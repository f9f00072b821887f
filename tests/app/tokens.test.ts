import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("app/globals.css", "utf8");

/** The tokens that are a colour, as the first block of a scheme sets them. */
function tokens(block: RegExp): Record<string, string> {
  const [, body = ""] = block.exec(css) ?? [];
  return Object.fromEntries([...body.matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)].map(([, name, hex]) => [name, hex]));
}

const light = tokens(/:root \{([^}]*)\}/);
const dark = { ...light, ...tokens(/\[data-mantine-color-scheme="dark"\] \{([^}]*)\}/) };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2 contrast ratio. */
function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

const SURFACES = ["bg", "side", "sunk", "hover", "press", "float"];
const MEANINGS = ["good", "bad", "warn", "info", "special"];
const PLAIN = ["bg", "side", "sunk", "hover", "float"];

/** What is read needs 4.5, what is only seen 3: on each surface that it may stand on. */
const NEEDS: [token: string, needs: number, on: string[]][] = [
  ["text", 7, [...SURFACES, "accent-soft", ...MEANINGS.map((meaning) => `${meaning}-soft`)]],
  ["text", 4.5, ["good-mark", "bad-mark"]],
  ["text-2", 4.5, [...SURFACES, "accent-soft", ...MEANINGS.map((meaning) => `${meaning}-soft`)]],
  ["text-3", 4.5, PLAIN],
  ["accent-text", 4.5, [...SURFACES, "accent-soft"]],
  ["on-accent", 4.5, ["accent"]],
  ["on-accent", 4, ["accent-hover"]],
  ["on-accent", 4.5, ["bad-fill", "bad-fill-hover"]],
  ["ring", 3, [...SURFACES, "accent-soft"]],
  ["edge", 3, ["bg", "float"]],
  ...MEANINGS.map((meaning): [string, number, string[]] => [meaning, 4.5, [...SURFACES, `${meaning}-soft`]]),
  ...["c1", "c2", "c3", "c4"].map((series): [string, number, string[]] => [series, 3, ["bg"]]),
];

describe.each([
  ["light", light],
  ["dark", dark],
])("the tokens of the %s scheme", (_, colours) => {
  it.each(NEEDS)("%s has a contrast of %d on each surface it stands on", (token, needs, surfaces) => {
    const short = surfaces.filter((surface) => contrast(colours[token] ?? "", colours[surface] ?? "") < needs);
    expect(short).toEqual([]);
  });
});
