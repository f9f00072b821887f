/** Bytes of a page that a section with texts of people fills before it goes on on the next page. */
export const SECTION_BYTES = 100_000;

/**
 * The most bytes that a character takes of a page, in ASCII: a page is sent as markup and again as what the browser draws from, and
 * both write "&" with several.
 */
export const BYTES_OF_CHARACTER = 11;

/** How many bytes a text takes of a page. */
export function bytesOnPage(text: string): number {
  const [escaped, foreign] = [text.match(/[<>&"'\\\n\r\t]/g), text.match(/[^\0-\x7f]/g)];
  return 2 * text.length + (BYTES_OF_CHARACTER - 2) * (escaped?.length ?? 0) + 4 * (foreign?.length ?? 0);
}
