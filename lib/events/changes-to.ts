import { isDeepStrictEqual } from "node:util";

/** What is wanted otherwise than it is, by field. What is left out, or is wanted as it stands, is no change. */
export function changesTo<T extends object>(
  before: T,
  wanted: { [Field in keyof T]?: T[Field] | undefined },
): Partial<T> {
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && !isDeepStrictEqual(value, before[field as keyof T]),
  );
  return Object.fromEntries(changed) as Partial<T>;
}
