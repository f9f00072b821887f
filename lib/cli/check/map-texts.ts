/** The same value with every text in it changed; names of fields and what stands in the fixed fields stay. */
export function mapTexts<Value>(value: Value, change: (text: string) => string, fixed: ReadonlySet<string>): Value {
  return map(value, change, fixed) as Value;
}

function map(value: unknown, change: (text: string) => string, fixed: ReadonlySet<string>): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => map(item, change, fixed));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, fixed.has(key) ? each : map(each, change, fixed)]);
  return Object.fromEntries(entries);
}
