/** The lines of a description that say something, in their order: a line that is said again is a row again. */
export function descriptionRows(description: string): { key: string; text: string }[] {
  const lines = description.split("\n").map((line) => line.trim());
  return lines.filter((line) => line !== "").map((text, place) => ({ key: String(place), text }));
}
