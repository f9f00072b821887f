import { grouped } from "#lib/grouped.ts";

/**
 * A thing of a file: `ids` it can go by, what the file calls it first and the most exact one last; `again` makes another of the last
 * one, from a count. `content`: what it says, as text.
 */
type Nameable = { ids: [string, ...string[]]; again: (count: number) => string; content: () => string };

/**
 * An id for each, in their order: the first that is no other's, too. Those that share all of theirs are counted in the order of what
 * they say: in which order a file lists them tells nothing.
 */
export function withUniqueIds(all: readonly Nameable[]): string[] {
  const holders = new Map<string, number>();
  for (const id of all.flatMap(({ ids }) => [...new Set(ids)])) holders.set(id, (holders.get(id) ?? 0) + 1);
  const found = all.map(({ ids }) => ids.find((id) => holders.get(id) === 1) ?? null);
  const taken = new Set(found);
  const rest = all.flatMap((thing, index) => (found[index] === null ? [{ ...thing, index }] : []));
  const groups = grouped(rest, ({ ids }) => ids.at(-1) ?? ids[0]);
  for (const [last, group] of [...groups].sort(([one], [other]) => (one < other ? -1 : 1))) {
    let count = 0;
    for (const { again, index } of byContent(group)) {
      let id: string;
      do {
        count += 1;
        id = count === 1 ? last : again(count);
      } while (taken.has(id));
      taken.add(id);
      found[index] = id;
    }
  }
  return found.map((id, index) => id ?? all[index]?.ids[0] ?? "");
}

/** In the order of what they say. */
export function byContent<T extends { content: () => string }>(things: readonly T[]): T[] {
  if (things.length < 2) return [...things];
  const texts = things.map((thing) => ({ thing, text: thing.content() }));
  return texts
    .sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ thing }) => thing);
}
