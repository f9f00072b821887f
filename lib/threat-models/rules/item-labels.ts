type Item = { externalId: string; numericId: number | null; statement?: string; content?: string };

const LONGEST = 120;

/** An item's label in a line: its number and the start of its text. */
export function labels(...lists: (readonly Item[])[]): (externalId: string) => string {
  const known = new Map<string, string>();
  for (const item of lists.flat()) {
    const text = (item.statement ?? item.content ?? "").replace(/\s+/g, " ").trim();
    const short = text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;
    const number = item.numericId === null ? "" : `#${item.numericId} `;
    known.set(item.externalId, `${number}${short || "without text"}`);
  }
  return (externalId) => known.get(externalId) ?? externalId;
}
