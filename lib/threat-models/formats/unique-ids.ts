import { grouped } from "#lib/grouped.ts";

/**
 * An item of a file. `ids`: possible ids, the file's own first and the most exact last; `again`: a variant of the last
 * one for a count; `content`: its meaning, as text.
 */
type Nameable = { ids: [string, ...string[]]; again: (count: number) => string; content: () => string };

/**
 * An id for each item, in order: its first id that no other item has as well. Items that share all ids are counted in
 * order of their content, because a file's order has no meaning.
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

/** Sorts items by their content. */
export function byContent<T extends { content: () => string }>(things: readonly T[]): T[] {
  if (things.length < 2) return [...things];
  const texts = things.map((thing) => ({ thing, text: thing.content() }));
  return texts
    .sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0))
    .map(({ thing }) => thing);
}
