import type { Node } from "#lib/iam/index.ts";
import { canonicalJson } from "#lib/templates/node.ts";
import type { Holder } from "#lib/templates/read.ts";

type Made = NonNullable<Holder["place"]>["made"];
type Source = Made["refers"][number];

const known = new WeakMap<readonly Source[], readonly string[]>();
const written = new WeakMap<Node, string>();

/** The texts of the sources of a value in a plan. Lists share texts, and the same list returns the same result. */
export function textsOf(sources: readonly Source[]): readonly string[] {
  const list = known.get(sources) ?? sources.map(placedText);
  known.set(sources, list);
  return list;
}

/** The text at a place of a template, with the place. */
export function placedText({ place, node }: Source): string {
  const text = written.get(node) ?? canonicalJson(node);
  written.set(node, text);
  return `${place} ${text}`;
}

/** Whether a plan makes both values from the same sources. A source that cannot be followed never equals another. */
export function isMadeAlike(one: Made, other: Made): boolean {
  if (!one.leads || !other.leads) return false;
  const [all, others] = [one, other].map(({ refers, leads }) => [...textsOf(refers), ...textsOf(leads ?? [])]);
  return all?.length === others?.length && (all ?? []).every((text, at) => text === others?.[at]);
}

/** The sources of unknown holder names in a plan, as lists of texts; null if they cannot be followed. */
export function madeOfHolders(holders: readonly Holder[]): readonly (readonly string[])[] | null {
  const open = holders.flatMap(({ place }) => (place && !place.isKnown ? [place.made] : []));
  const lists = open.flatMap(({ refers, leads }) => (leads ? [textsOf(refers), textsOf(leads)] : []));
  return lists.length < 2 * open.length ? null : lists;
}
