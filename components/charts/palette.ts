/** One series: its colour, the ink that reads on top of that colour, and a dash pattern that tells lines apart without colour. */
export interface SeriesStyle {
  colour: string;
  ink: string;
  dash: string | undefined;
}

/** Blue, orange and grey stay apart under every common colour-vision deficiency, in both schemes; no chart draws more. */
const STYLES: readonly [SeriesStyle, SeriesStyle, SeriesStyle] = [
  { colour: "light-dark(#1864ab, #74c0fc)", ink: "light-dark(#ffffff, #1f1f1f)", dash: undefined },
  { colour: "light-dark(#c2410c, #ff922b)", ink: "light-dark(#ffffff, #1f1f1f)", dash: "7 3" },
  { colour: "light-dark(#868e96, #868e96)", ink: "light-dark(#141517, #141517)", dash: "2 3" },
];

export const MAX_SERIES = STYLES.length;

/** The style of the series at `index`, counted from 0; past the third they repeat. */
export function seriesStyle(index: number): SeriesStyle {
  return STYLES[index % MAX_SERIES] ?? STYLES[0];
}

export const TEXT = "var(--mantine-color-text)";
export const QUIET_TEXT = "light-dark(var(--mantine-color-gray-7), var(--mantine-color-dark-0))";
export const BACKGROUND = "var(--mantine-color-body)";
export const AXIS = "light-dark(var(--mantine-color-gray-5), var(--mantine-color-dark-3))";
export const GRID = "light-dark(var(--mantine-color-gray-2), var(--mantine-color-dark-5))";
export const FONT_SIZE = 12;
