/** Bytes of a page that a section of people's texts fills before it continues on the next page. */
export const SECTION_BYTES = 100_000;

/**
 * The most bytes an ASCII character takes on a page: a page is sent as markup and again as the browser's render data,
 * and both escape "&" with several.
 */
export const BYTES_OF_CHARACTER = 11;

/** How many bytes a text takes on a page. */
export function bytesOnPage(text: string): number {
  const [escaped, foreign] = [text.match(/[<>&"'\\\n\r\t]/g), text.match(/[^\0-\x7f]/g)];
  return 2 * text.length + (BYTES_OF_CHARACTER - 2) * (escaped?.length ?? 0) + 4 * (foreign?.length ?? 0);
}
