/** The same value with every text in it changed; names of fields stay. */
export function mapTexts<Value>(value: Value, change: (text: string) => string): Value {
  return map(value, change) as Value;
}

function map(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => map(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, map(each, change)]));
}
