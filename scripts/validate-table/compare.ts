import { validatePolicy } from "#lib/iam/index.ts";
import { groupBy } from "#lib/iam/validate/group-by.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import type { Answer, Sample } from "./samples.ts";

/** One finding from each side, with the same code and policy. */
export type Pair = { id: string; theirs: Answer; ours: Answer };
export type Lone = { id: string; finding: Answer };

export type Comparison = {
  policies: number;
  /** Policies for which both sides report the same codes, each equally often. */
  alike: number;
  pairs: Pair[];
  theirsOnly: Lone[];
  oursOnly: Lone[];
  /** Findings of one side about names that come and go, which count nowhere else. */
  leftOut: Lone[];
};

/**
 * Codes about services and actions, whose existence changes from day to day. A finding of these codes from only one
 * side is left out, because the service data and the answers are from different days.
 */
export const CODES_OF_THE_DAY: ReadonlySet<string> = new Set([
  "INVALID_ACTION",
  "INVALID_SERVICE",
  "INVALID_SERVICE_IN_ACTION",
]);

export function samePlaces(left: Answer, right: Answer): boolean {
  const text = ({ locations }: Answer) => locations.map((place) => inOneOrder(place)).join();
  return text(left) === text(right);
}

export function sameDetails(left: Answer, right: Answer): boolean {
  return left.findingDetails === right.findingDetails;
}

function inOneOrder({ path, span: { start, end } }: Answer["locations"][number]): string {
  const position = ({ line, column, offset }: typeof start) => [line, column, offset];
  return JSON.stringify([path, position(start), position(end)]);
}

/** How well two findings agree. Places weigh more than words, because many findings share their words. */
function likeness(left: Answer, right: Answer): number {
  return (samePlaces(left, right) ? 2 : 0) + (sameDetails(left, right) ? 1 : 0);
}

/** Pairs findings of one code about one policy, best matches first. Two different changing names are not a pair. */
function pairUp(id: string, code: string, theirs: readonly Answer[], ours: readonly Answer[]) {
  const [left, right] = [new Set(theirs), new Set(ours)];
  const pairs: Pair[] = [];
  for (const wanted of CODES_OF_THE_DAY.has(code) ? [3, 2] : [3, 2, 1, 0]) {
    for (const one of left) {
      const match = [...right].find((other) => likeness(one, other) === wanted);
      if (match === undefined) continue;
      pairs.push({ id, theirs: one, ours: match });
      left.delete(one);
      right.delete(match);
    }
  }
  const lone = (findings: Set<Answer>) => [...findings].map((finding) => ({ id, finding }));
  return { pairs, theirsOnly: lone(left), oursOnly: lone(right) };
}

const ofTheDay = ({ finding }: Lone) => CODES_OF_THE_DAY.has(finding.issueCode);
const lasting = (one: Lone) => !ofTheDay(one);

/** Compares our answer for each sample with AWS's. */
export async function compare(samples: readonly Sample[]): Promise<Comparison> {
  const whole: Comparison = {
    policies: samples.length,
    alike: 0,
    pairs: [],
    theirsOnly: [],
    oursOnly: [],
    leftOut: [],
  };
  for (const { id, type, source, expected } of samples) {
    const facts = await serviceFacts([source]);
    const ours = groupBy(validatePolicy({ source, type, facts }).findings, ({ issueCode }) => issueCode);
    const theirs = groupBy(expected, ({ issueCode }) => issueCode);
    const codes = new Set([...theirs.keys(), ...ours.keys()]);
    const parts = [...codes].map((code) => pairUp(id, code, theirs.get(code) ?? [], ours.get(code) ?? []));
    const alone = parts.flatMap(({ theirsOnly, oursOnly }) => [...theirsOnly, ...oursOnly]);
    whole.pairs.push(...parts.flatMap(({ pairs }) => pairs));
    whole.theirsOnly.push(...parts.flatMap(({ theirsOnly }) => theirsOnly.filter(lasting)));
    whole.oursOnly.push(...parts.flatMap(({ oursOnly }) => oursOnly.filter(lasting)));
    whole.leftOut.push(...alone.filter(ofTheDay));
    if (!alone.some(lasting)) whole.alike += 1;
  }
  return whole;
}
