/**
 * Bytes of a page that a section with texts of people fills, by a bound that no text passes: a page is sent as markup and again as
 * what the browser draws from, and a character like "<" takes eleven bytes in both together.
 */
export const SECTION_BYTES = 100_000;
export const BYTES_OF_CHARACTER = 11;

/** At most so many bytes a text takes of a page. */
export function bytesOnPage(text: string): number {
  return text.length * BYTES_OF_CHARACTER;
}
