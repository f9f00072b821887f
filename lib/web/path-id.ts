/** A row id in the path of a page, or null for anything else. */
export function pathId(text: string): number | null {
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
