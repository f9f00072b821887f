import { countPart, noFigure, rateFigure } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

/** M5: escapes per approval, over approvals whose 90 days have passed. Where nobody has ever recorded one there is no number. */
export const escapeRate: CountFigures = async (_ctx, { escapes }) => {
  const { counts, isFed } = await escapes();
  return counts.map(({ ripe, escapes, recorded }) =>
    isFed ? rateFigure(escapes, ripe, [countPart("Recorded so far", recorded)]) : noFigure(),
  );
};
