import { isDeepStrictEqual } from "node:util";

/** The wanted changes, by field. Omitted fields and equal values are no change. */
export function changesTo<T extends object>(
  before: T,
  wanted: { [Field in keyof T]?: T[Field] | undefined },
): Partial<T> {
  const changed = Object.entries(wanted).filter(
    ([field, value]) => value !== undefined && !isDeepStrictEqual(value, before[field as keyof T]),
  );
  return Object.fromEntries(changed) as Partial<T>;
}
