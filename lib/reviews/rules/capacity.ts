/** The weeks that a rate is taken over. */
export const CAPACITY_WEEKS = 4;
/** Fewer reviews in and out than these say nothing of a rate. */
const FEWEST = 8;

/** Open reviews now, here and elsewhere, how many came in and went out over the last weeks, and whether the first of all came in before them. */
export type Flow = { open: number; elsewhere: number; came: number; went: number; old: boolean };

export type Capacity = {
  open: number;
  /** Open in the trackers that they were imported from, beside those: nobody here clears them. */
  elsewhere: number;
  /** Reviews a week. */
  inPerWeek: number;
  outPerWeek: number;
  outlook: "none" | "too_new" | "too_few" | "clear" | "steady" | "grows" | "clears";
  /** Until none is open, where it clears. */
  weeks: number | null;
};

/** What becomes of the open reviews when as many come in and go out as in the last four weeks. */
export function capacityOf({ open, elsewhere, came, went, old }: Flow): Capacity {
  const [inPerWeek, outPerWeek] = [came / CAPACITY_WEEKS, went / CAPACITY_WEEKS];
  const rates = { open, elsewhere, inPerWeek, outPerWeek };
  if (!old && came === 0) return { ...rates, outlook: "none", weeks: null };
  if (!old) return { ...rates, outlook: "too_new", weeks: null };
  if (open === 0) return { ...rates, outlook: "clear", weeks: null };
  if (came + went < FEWEST) return { ...rates, outlook: "too_few", weeks: null };
  if (went > came) return { ...rates, outlook: "clears", weeks: open / (outPerWeek - inPerWeek) };
  return { ...rates, outlook: went === came ? "steady" : "grows", weeks: null };
}
