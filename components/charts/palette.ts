/**
 * One series: its colour, the ink readable on top of the colour, and a dash pattern to tell lines apart without colour.
 */
interface SeriesStyle {
  colour: string;
  ink: string;
  dash: string | undefined;
}

/**
 * Teal, orange and grey stay distinguishable under every common colour-vision deficiency, in both schemes. No chart
 * draws more.
 */
const STYLES: readonly [SeriesStyle, SeriesStyle, SeriesStyle] = [
  { colour: "light-dark(#14706a, #56bdb1)", ink: "light-dark(#ffffff, #15181a)", dash: undefined },
  { colour: "light-dark(#c2570c, #f0995a)", ink: "light-dark(#ffffff, #15181a)", dash: "7 3" },
  { colour: "light-dark(#8a9197, #7f878d)", ink: "light-dark(#141517, #141517)", dash: "2 3" },
];

export const MAX_SERIES = STYLES.length;

/** The style of the series at `index`, counted from 0; styles repeat past the third. */
export function seriesStyle(index: number): SeriesStyle {
  return STYLES[index % MAX_SERIES] ?? STYLES[0];
}

export const TEXT = "var(--text)";
export const QUIET_TEXT = "var(--text-2)";
export const BACKGROUND = "var(--bg)";
export const AXIS = "var(--edge)";
export const GRID = "var(--c-grid)";
export const FONT_SIZE = 12;
