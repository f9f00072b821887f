/** What is taken for given about one thing that a template leaves open: that it has a value, or none of some values. */
export type Fact = { name: string } & ({ value: string } | { noneOf: string[] });

/**
 * Where something of a template is as it is said to be; without one it is so everywhere.
 * - `words`: for people, by the template's own conditions: `IsProd is true and Env is "live"`;
 * - `cases`: it is so in each of these cases, and in a case where all of its facts hold. Facts name parameters, pseudo
 *   parameters, and as JSON what nothing here computes (then `true`, `false` or the text it comes to) with all that it is
 *   made of, never conditions, whose meaning may change: what two versions of a template say of one case can be compared;
 * - `isOneOfAll`: with the other branches of the same thing it is all that there can be.
 */
export type Branch = { words: string; cases: Fact[][]; isOneOfAll?: true };

/** Whether one deployment could be in both branches. */
export function branchesMeet(one: Branch | undefined, other: Branch | undefined): boolean {
  if (!one || !other) return true;
  return one.cases.some((left) => other.cases.some((right) => !contradict(left, right)));
}

/**
 * Whether every deployment in a branch is in another one too: what the other holds, such as a Deny, counts there. Where that
 * cannot be seen it is false.
 */
export function isWithin(inner: Branch | undefined, outer: Branch | undefined): boolean {
  if (!outer) return true;
  return (
    inner?.cases.every((facts) => outer.cases.some((wanted) => wanted.every((fact) => follows(fact, facts)))) ?? false
  );
}

/** Whether every deployment in a branch is in one of the others. Where that cannot be seen it is false. */
export function isCovered(branch: Branch | undefined, others: readonly (Branch | undefined)[]): boolean {
  if (others.length > 0 && others.every((other) => other?.isOneOfAll)) return true;
  const cases = branch?.cases ?? [[]];
  return cases.every((facts) => others.some((other) => isWithin({ words: "", cases: [facts] }, other)));
}

function follows(wanted: Fact, facts: readonly Fact[]): boolean {
  const fact = facts.find(({ name }) => name === wanted.name);
  if (!fact) return false;
  if ("value" in wanted) return "value" in fact && fact.value === wanted.value;
  return wanted.noneOf.every((value) => ("value" in fact ? fact.value !== value : fact.noneOf.includes(value)));
}

export function contradict(left: readonly Fact[], right: readonly Fact[]): boolean {
  return left.some((fact) => right.some((other) => fact.name === other.name && !agree(fact, other)));
}

function agree(left: Fact, right: Fact): boolean {
  if ("value" in left) return "value" in right ? left.value === right.value : !right.noneOf.includes(left.value);
  return "value" in right ? !left.noneOf.includes(right.value) : true;
}

/** Stands in a name before what is no part of its words. */
export const BEHIND = "\u0000";

export function factWords(fact: Fact): string {
  const [name] = fact.name.split(BEHIND);
  if ("value" in fact) return `${name} is ${JSON.stringify(fact.value)}`;
  const [first, second, third, ...others] = fact.noneOf.map((value) => JSON.stringify(value));
  if (second === undefined) return `${name} is not ${first}`;
  const rest = others.length > 0 ? ` and ${others.length} more` : "";
  return `${name} is none of ${[first, second, third].filter((value) => value !== undefined).join(", ")}${rest}`;
}
