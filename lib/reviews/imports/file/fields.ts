export const REQUIRED_FIELDS = ["submitted_at", "decided_at"] as const;
const OPTIONAL_FIELDS = [
  "cancelled_at",
  "tier",
  "type",
  "team",
  "guardian",
  "findings",
  "launch",
  "title",
  "change_id",
  "decision",
] as const;

/** The columns read from a file of past reviews. */
export type Field = (typeof REQUIRED_FIELDS)[number] | (typeof OPTIONAL_FIELDS)[number];

const OTHER_NAMES: Record<string, Field> = {
  submitted: "submitted_at",
  decided: "decided_at",
  cancelled: "cancelled_at",
};

/** The field a header cell names, ignoring case; undefined if none. */
export function fieldNamed(cell: string): Field | undefined {
  const name = comparable(cell);
  const known = [...REQUIRED_FIELDS, ...OPTIONAL_FIELDS].find((field) => field === name);
  return known ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : undefined);
}

/** Normalises a header or value for comparison: trimmed, lower case, spaces and hyphens as underscores. */
export function comparable(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, "_");
}
