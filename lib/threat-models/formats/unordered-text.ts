import type { JsonValue } from "./reading.ts";

/** A value as text that does not depend on the order of its keys or lists. */
export function unorderedText(value: JsonValue | undefined): string {
  if (Array.isArray(value)) return `[${value.map(unorderedText).sort().join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, held]) => held !== undefined);
  const texts = entries.map(([key, held]) => `${JSON.stringify(key)}:${unorderedText(held)}`);
  return `{${texts.sort().join(",")}}`;
}
