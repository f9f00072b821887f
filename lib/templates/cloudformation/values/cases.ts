import { type Branch, contradict, type Fact } from "#lib/templates/branch.ts";
import type { Resolution } from "./outcome.ts";
import { allowedValues, wordsFor } from "./parameters.ts";
import type { Template, World } from "./template.ts";

/** A world in which something was found: the facts examined in it, and their words. */
export type Case = { world: World; facts: ReadonlyMap<string, Fact>; labels: ReadonlyMap<string, string> };

export function caseOf({ world, trace }: Resolution): Case {
  return { world, facts: trace.facts, labels: trace.labels };
}

/** Whether no deployment can be in both cases. */
export function areApart(one: Case, other: Case): boolean {
  return contradict([...one.world.values()], [...other.world.values()]);
}

/** The branch that some cases make up; undefined if they cover all possibilities. */
export function branchOf(cases: readonly Case[], template: Template): Branch | undefined {
  const simple = simplified(cases, template);
  if (simple.some(({ facts }) => facts.size === 0)) return undefined;
  const words = [...new Set(simple.map((each) => caseWords(each, template)))];
  const [first, second, third, ...others] = words;
  const listed = [first, second, third, others.length === 1 ? others[0] : undefined].filter(
    (each) => each !== undefined,
  );
  const rest = others.length > 1 ? `, or in ${others.length} other cases` : "";
  return { words: `${listed.join(", or ")}${rest}`, cases: simple.map(({ facts }) => [...facts.values()]) };
}

function caseWords({ facts, labels }: Case, template: Template): string {
  const words = labels.size > 0 ? [...labels.values()] : [...facts.values()].map((fact) => wordsFor(fact, template));
  return words.join(" and ");
}

/** Merges two cases that differ in one fact and leave nothing between them, until no such pair is left. */
function simplified(cases: readonly Case[], template: Template): Case[] {
  for (const [at, one] of cases.entries()) {
    for (const [index, other] of cases.entries()) {
      const both = index > at ? united(one, other, template) : undefined;
      if (both) return simplified([both, ...cases.filter((each) => each !== one && each !== other)], template);
    }
  }
  return [...cases];
}

function united(one: Case, other: Case, template: Template): Case | undefined {
  if (one.facts.size !== other.facts.size) return undefined;
  const differing = [...one.facts].filter(
    ([name, fact]) => JSON.stringify(fact) !== JSON.stringify(other.facts.get(name)),
  );
  const [[name, left] = [], ...more] = differing;
  const right = name === undefined ? undefined : other.facts.get(name);
  if (name === undefined || !left || !right || more.length > 0) return differing.length === 0 ? one : undefined;
  const noneOf = besides(left, right, allowedValues(name, template));
  if (!noneOf) return undefined;
  const facts = new Map(one.facts);
  if (noneOf.length === 0) facts.delete(name);
  else facts.set(name, { name, noneOf });
  return { ...one, facts, labels: new Map([...one.labels].filter(([key, words]) => other.labels.get(key) === words)) };
}

/** The values that neither of two facts about one name admits, or undefined if no list can express them. */
function besides(left: Fact, right: Fact, all: string[] | undefined): string[] | undefined {
  const admits = (fact: Fact, value: string) => ("value" in fact ? fact.value === value : !fact.noneOf.includes(value));
  if (all) return all.filter((value) => !admits(left, value) && !admits(right, value));
  const [value, open] = "value" in left ? [left, right] : [right, left];
  if (!("value" in value) || "value" in open || !open.noneOf.includes(value.value)) return undefined;
  return open.noneOf.filter((each) => each !== value.value);
}
