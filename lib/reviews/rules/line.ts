import type { ReviewLine } from "../output.ts";
import { isOpenElsewhere } from "./states.ts";

type Row = Omit<ReviewLine, "elsewhere"> & { openElsewhereAt: Date | null };

/** Converts a row selected with `lineColumns` to a line; other selected fields pass through. */
export function lineOf<One extends Row>({ openElsewhereAt, ...row }: One) {
  return { ...row, elsewhere: isOpenElsewhere({ state: row.state, openElsewhereAt }) };
}
