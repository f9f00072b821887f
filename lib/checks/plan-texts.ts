import type { Node } from "#lib/iam/index.ts";
import { canonicalJson } from "#lib/templates/node.ts";
import type { Holder } from "#lib/templates/read.ts";

type Made = NonNullable<Holder["place"]>["made"];
type Source = Made["refers"][number];

const known = new WeakMap<readonly Source[], readonly string[]>();
const written = new WeakMap<Node, string>();

/** The texts of what a plan makes something of: many lists share a text, and the same list gives the same one. */
export function textsOf(sources: readonly Source[]): readonly string[] {
  const list = known.get(sources) ?? sources.map(placedText);
  known.set(sources, list);
  return list;
}

/** What stands at a place of a template, with that place. */
export function placedText({ place, node }: Source): string {
  const text = written.get(node) ?? canonicalJson(node);
  written.set(node, text);
  return `${place} ${text}`;
}

/** The texts of what a plan makes those of: of what cannot be followed there is none that is another's. */
export function isMadeAlike(one: Made, other: Made): boolean {
  if (!one.leads || !other.leads) return false;
  const [all, others] = [one, other].map(({ refers, leads }) => [...textsOf(refers), ...textsOf(leads ?? [])]);
  return all?.length === others?.length && (all ?? []).every((text, at) => text === others?.[at]);
}

/** What a plan makes the names of holders of that it does not know, as lists of texts; null where that cannot be followed. */
export function madeOfHolders(holders: readonly Holder[]): readonly (readonly string[])[] | null {
  const open = holders.flatMap(({ place }) => (place && !place.isKnown ? [place.made] : []));
  const lists = open.flatMap(({ refers, leads }) => (leads ? [textsOf(refers), textsOf(leads)] : []));
  return lists.length < 2 * open.length ? null : lists;
}
