/** The number of weeks a rate covers. */
export const CAPACITY_WEEKS = 4;
/** With fewer reviews in and out, a rate says nothing. */
const FEWEST = 8;

/**
 * Open reviews now, here and elsewhere; how many arrived and left over the last weeks; and whether the first review of
 * all arrived before then.
 */
export type Flow = { open: number; elsewhere: number; came: number; went: number; old: boolean };

export type Capacity = {
  open: number;
  /** Also open in the trackers they were imported from; nobody here clears them. */
  elsewhere: number;
  /** Reviews per week. */
  inPerWeek: number;
  outPerWeek: number;
  outlook: "none" | "too_new" | "too_few" | "clear" | "steady" | "grows" | "clears";
  /** Weeks until none is open, if the backlog clears. */
  weeks: number | null;
};

/** Projects the backlog, assuming the inflow and outflow of the last four weeks. */
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
