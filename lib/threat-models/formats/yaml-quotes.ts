import { CST, Lexer } from "yaml";

/** `count` blanks inserted before the file offset `at`. */
export type Insertion = { at: number; count: number };
/** `starts`: file offsets of the quoted texts that were indented. */
type Indented = { text: string; insertions: Insertion[]; starts: number[] };

/** More texts than this are not an editing slip but another kind of file. */
const tolerated = 50;

/**
 * YAML requires each line of a quoted text to be indented more than its key. Many readers and writers ignore this, and
 * the missing blanks have no meaning, so they are added here. `insertions` map offsets back to the original file.
 */
export function indentQuotedLines(text: string): Indented {
  const nothing: Indented = { text, insertions: [], starts: [] };
  let current = nothing;
  for (let round = 0; round < tolerated; round += 1) {
    const start = brokenQuote(current.text);
    if (start === null) return current;
    const next = indentFrom(current, start);
    if (next === null) return current;
    current = next;
  }
  return nothing;
}

/** The file offset for an offset in the indented text. Insertions are in file order. */
export function offsetInFile(offset: number, insertions: readonly Insertion[]): number {
  let shift = 0;
  for (const { at, count } of insertions) {
    if (offset <= at + shift) break;
    if (offset < at + shift + count) return at;
    shift += count;
  }
  return offset - shift;
}

function brokenQuote(text: string): number | null {
  let offset = 0;
  for (const piece of new Lexer().lex(text)) {
    if (piece === CST.BOM || piece === CST.DOCUMENT || piece === CST.FLOW_END || piece === CST.SCALAR) continue;
    const quote = piece.charAt(0);
    const isQuoted = quote === "'" || quote === '"';
    if (isQuoted && closing(text, offset) !== offset + piece.length) return offset;
    offset += piece.length;
  }
  return null;
}

/** The offset after the quote that closes the text starting at `start`; null if none does. */
function closing(text: string, start: number): number | null {
  const quote = text.charAt(start);
  for (let at = start + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === "\\" && quote === '"') at += 1;
    else if (char === quote && quote === "'" && text.charAt(at + 1) === quote) at += 1;
    else if (char === quote) return at + 1;
  }
  return null;
}

function indentFrom({ text, insertions, starts }: Indented, start: number): Indented | null {
  const end = closing(text, start);
  if (end === null) return null;
  const column = start - (text.lastIndexOf("\n", start) + 1);
  const added: Insertion[] = [];
  const body = text.slice(start, end).replace(/\n( *)(?=[^ \r\n])/g, (line: string, blanks: string, at: number) => {
    const count = Math.max(0, column + 1 - blanks.length);
    if (count > 0) added.push({ at: offsetInFile(start + at + 1, insertions), count });
    return line + " ".repeat(count);
  });
  if (added.length === 0) return null;
  return {
    text: text.slice(0, start) + body + text.slice(end),
    insertions: [...insertions, ...added],
    starts: [...starts, offsetInFile(start, insertions)],
  };
}
