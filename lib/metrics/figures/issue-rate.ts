import { countPart, rateFigure, sharePart } from "../rules/figure.ts";
import type { CountFigures } from "./frame.ts";

/** M4: findings per review in the quarter, with the exact interval of their count. */
export const issueRate: CountFigures = async (_ctx, { cohort }) => {
  const counts = await cohort();
  return counts.map(({ engineer, known, imported, withOne }) =>
    rateFigure(engineer, known, [
      sharePart("Reviews with at least one", withOne, known),
      countPart("Imported reviews, counted as their file states", imported),
    ]),
  );
};
