/**
 * The same value with every text in it changed. Names of fields stay, but for those in `named`, which come from the source
 * too; what stands in the fixed fields stays.
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
