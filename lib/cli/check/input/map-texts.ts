/**
 * Copies a value with every text changed. Field names stay, except inside `named` fields, where they come from the
 * source too; fixed fields stay.
 */
export function mapTexts<Value>(
  value: Value,
  change: (text: string) => string,
  fixed: ReadonlySet<string>,
  named: ReadonlySet<string> = new Set(),
): Value {
  const map = (each: unknown, keys: (key: string) => string): unknown => {
    if (typeof each === "string") return change(each);
    if (Array.isArray(each)) return each.map((item) => map(item, same));
    if (typeof each !== "object" || each === null) return each;
    const entries = Object.entries(each).map(([key, inner]) => {
      return [keys(key), fixed.has(key) ? inner : map(inner, named.has(key) ? change : same)];
    });
    return Object.fromEntries(entries);
  };
  return map(value, same) as Value;
}

function same(key: string): string {
  return key;
}
