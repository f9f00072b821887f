import { describe, expect, test } from "vitest";
import { MAX_SERIES, seriesStyle } from "#components/charts/palette.ts";

type Rgb = [number, number, number];
const SCHEMES = { light: "#ffffff", dark: "#242424" } as const;
const SERIES = Array.from({ length: MAX_SERIES }, (_, index) => seriesStyle(index));

const pick = (value: string, scheme: "light" | "dark") => {
  const [, light = "", dark = ""] = /^light-dark\((#\w{6}), (#\w{6})\)$/.exec(value) ?? [];
  return scheme === "light" ? light : dark;
};
const linear = (hex: string): Rgb => {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};
const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;
/** WCAG 2.2 contrast ratio. */
const contrast = (a: string, b: string) => {
  const [low = 0, high = 0] = [luminance(linear(a)), luminance(linear(b))].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

// Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
const VISION: Record<string, [Rgb, Rgb, Rgb]> = {
  "full vision": [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};
const dot = ([a, b, c]: Rgb, [x, y, z]: Rgb) => a * x + b * y + c * z;
const seen = (hex: string, rows: [Rgb, Rgb, Rgb]): Rgb => {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const colour = linear(hex);
  return [clamp(dot(rows[0], colour)), clamp(dot(rows[1], colour)), clamp(dot(rows[2], colour))];
};
/** Distance in OKLab, where 0.02 is about the least a person can tell apart. */
const distance = (a: Rgb, b: Rgb) => {
  const lab = (colour: Rgb): Rgb => {
    const cone: Rgb = [
      Math.cbrt(dot([0.4122214708, 0.5363325363, 0.0514459929], colour)),
      Math.cbrt(dot([0.2119034982, 0.6806995451, 0.1073969566], colour)),
      Math.cbrt(dot([0.0883024619, 0.2817188376, 0.6299787005], colour)),
    ];
    return [
      dot([0.2104542553, 0.793617785, -0.0040720468], cone),
      dot([1.9779984951, -2.428592205, 0.4505937099], cone),
      dot([0.0259040371, 0.7827717662, -0.808675766], cone),
    ];
  };
  const [x, y] = [lab(a), lab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
};

describe.each(["light", "dark"] as const)("the series of charts in the %s scheme", (scheme) => {
  test("stand out from the page and carry readable ink", () => {
    for (const { colour, ink } of SERIES) {
      expect(contrast(pick(colour, scheme), SCHEMES[scheme])).toBeGreaterThanOrEqual(3);
      expect(contrast(pick(ink, scheme), pick(colour, scheme))).toBeGreaterThanOrEqual(4.5);
    }
  });

  test.each(Object.keys(VISION))("stay apart under %s", (vision) => {
    const rows = VISION[vision];
    if (!rows) throw new Error(vision);
    const colours = SERIES.map(({ colour }) => seen(pick(colour, scheme), rows));
    for (const [index, colour] of colours.entries()) {
      for (const other of colours.slice(index + 1)) expect(distance(colour, other)).toBeGreaterThan(0.1);
    }
  });
});

test("lines differ without colour too", () => {
  expect(new Set(SERIES.map(({ dash }) => dash)).size).toBe(MAX_SERIES);
});
