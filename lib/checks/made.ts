import { canonicalJson } from "#lib/templates/node.ts";
import type { Holder } from "#lib/templates/read.ts";

type Made = NonNullable<Holder["place"]>["made"];
type Source = Made["refers"][number];

const known = new WeakMap<readonly Source[], readonly string[]>();
const texts = new WeakMap<Source, string>();

/** The texts of what a plan makes something of: many lists share a text, and the same list gives the same one. */
function textsOf(sources: readonly Source[]): readonly string[] {
  const list = known.get(sources) ?? sources.map(textOf);
  known.set(sources, list);
  return list;
}

function textOf(source: Source): string {
  const text = texts.get(source) ?? `${source.place} ${canonicalJson(source.node)}`;
  texts.set(source, text);
  return text;
}

/** The texts of what a plan makes those of: of what can not be followed there is none that is another's. */
export function isMadeAlike(one: Made, other: Made): boolean {
  if (!one.leads || !other.leads) return false;
  const [all, others] = [one, other].map(({ refers, leads }) => [...textsOf(refers), ...textsOf(leads ?? [])]);
  return all?.length === others?.length && (all ?? []).every((text, at) => text === others?.[at]);
}

/** What a plan makes the names of holders of that it does not know, as lists of texts; null where that can not be followed. */
export function madeOfHolders(holders: readonly Holder[]): readonly (readonly string[])[] | null {
  const open = holders.flatMap(({ place }) => (place && !place.isKnown ? [place.made] : []));
  const lists = open.flatMap(({ refers, leads }) => (leads ? [textsOf(refers), textsOf(leads)] : []));
  return lists.length < 2 * open.length ? null : lists;
}
