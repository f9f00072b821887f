import type { ReviewLine } from "../output.ts";
import { isOpenElsewhere } from "./states.ts";

type Row = Omit<ReviewLine, "elsewhere"> & { openElsewhereAt: Date | null };

/** The line of a row with `lineColumns`, and what else was selected with them. */
export function lineOf<One extends Row>({ openElsewhereAt, ...row }: One) {
  return { ...row, elsewhere: isOpenElsewhere({ state: row.state, openElsewhereAt }) };
}
