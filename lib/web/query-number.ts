/** A positive whole number in a query, or null for anything else. */
export function queryNumber(text: string | undefined): number | null {
  return text !== undefined && /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
