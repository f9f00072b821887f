/** An assumption about one open value of a template: it has a certain value, or none of some values. */
export type Fact = { name: string } & ({ value: string } | { noneOf: string[] });

/**
 * The deployments in which a finding about a template applies; without a branch it applies everywhere. - `words`: for
 * people, in terms of the template's own conditions: `IsProd is true and Env is "live"`; - `cases`: the finding applies
 * in each of these cases; a case applies if all its facts are true. Facts name parameters, pseudo parameters, and as
 * JSON anything not computed here (`true`, `false` or the resulting text) with everything it consists of. They never
 * name conditions, whose meaning may change, so that cases of two template versions can be compared; - `isOneOfAll`:
 * together with the other branches of the same finding, it covers all possibilities.
 */
export type Branch = { words: string; cases: Fact[][]; isOneOfAll?: true };

/** Whether one deployment could be in both branches. */
export function branchesMeet(one: Branch | undefined, other: Branch | undefined): boolean {
  if (!one || !other) return true;
  return one.cases.some((left) => other.cases.some((right) => !contradict(left, right)));
}

/**
 * Whether every deployment in `inner` is also in `outer`, so that the content of `outer`, such as a Deny, applies
 * there. False if this cannot be determined.
 */
export function isWithin(inner: Branch | undefined, outer: Branch | undefined): boolean {
  if (!outer) return true;
  return (
    inner?.cases.every((facts) => outer.cases.some((wanted) => wanted.every((fact) => follows(fact, facts)))) ?? false
  );
}

/** Whether every deployment in a branch is in one of the others. False if this cannot be determined. */
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

/** Marks the part of a name that follows as not part of its words. */
export const BEHIND = "\u0000";

export function factWords(fact: Fact): string {
  const [name] = fact.name.split(BEHIND);
  if ("value" in fact) return `${name} is ${JSON.stringify(fact.value)}`;
  const [first, second, third, ...others] = fact.noneOf.map((value) => JSON.stringify(value));
  if (second === undefined) return `${name} is not ${first}`;
  const rest = others.length > 0 ? ` and ${others.length} more` : "";
  return `${name} is none of ${[first, second, third].filter((value) => value !== undefined).join(", ")}${rest}`;
}
