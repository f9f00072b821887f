import {
  compareQuarters,
  lastQuarters,
  parseQuarter,
  type Quarter,
  quarterKey,
  quarterLabel,
} from "#lib/metrics/rules/quarter.ts";

const QUARTERS = 12;

/**
 * The quarters to choose from with URL value and label, the latest first, plus any picked one. The current quarter has
 * no URL value.
 */
export function quarterChoices(running: Quarter, picked: string | undefined) {
  const listed = lastQuarters(QUARTERS, running);
  const wanted = picked === undefined ? null : parseQuarter(picked);
  const isListed = wanted === null || listed.some((each) => compareQuarters(each, wanted) === 0);
  const all = isListed ? listed : [...listed, wanted].sort(compareQuarters);
  const keyOf = (quarter: Quarter) => (compareQuarters(quarter, running) === 0 ? "" : quarterKey(quarter));
  return {
    chosen: wanted ? keyOf(wanted) : "",
    options: all.toReversed().map((each): [string, string] => [keyOf(each), quarterLabel(each)]),
  };
}
