import type { Path, Problem } from "./reading.ts";

/**
 * Links refer to ids, so an id must be unique in its list. Ids are compared as text, because old files mix 1 and "1".
 */
export function repeatedIds(items: readonly { id: string | number }[], path: Path): Problem[] {
  const first = new Map<string, number>();
  return items.flatMap((item, index): Problem[] => {
    const id = String(item.id);
    const earlier = first.get(id);
    if (earlier === undefined) {
      first.set(id, index);
      return [];
    }
    const message = `repeats the id "${id}" of item ${earlier + 1} in the same list; ids must be unique`;
    return [{ path: [...path, index, "id"], message }];
  });
}
