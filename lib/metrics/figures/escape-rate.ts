import { ESCAPE_DAYS, escapesOf } from "../rules/escapes.ts";
import { countPart, noFigure, rateFigure } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

/**
 * M5: escapes per approval, over approvals whose 90 days have passed. There is no number if nobody has ever recorded an
 * escape.
 */
export const escapeRate: CountFigures = async (_ctx, { escapes }) => {
  const { counts, isFed } = await escapes();
  return counts.map((quarter) => {
    const { state, approvals, ripe, escapes, recorded } = escapesOf(quarter, isFed);
    const parts = [
      countPart("Recorded so far", recorded),
      countPart(`Approvals less than ${ESCAPE_DAYS} days old`, approvals - ripe),
    ];
    return state === "shown" ? rateFigure(escapes, ripe, parts) : { ...noFigure(parts), state };
  });
};
