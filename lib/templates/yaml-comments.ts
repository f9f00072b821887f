import { CST, Lexer } from "#yaml";
import { lineTable } from "./line-table.ts";

/** `alone`: the comment is the only content of its line. */
type YamlComment = { line: number; text: string; alone: boolean };

/**
 * The comments of a YAML text with their lines, from 1, whether or not the rest can be read. A `#` in quotes or in a
 * block of text starts no comment. Pure. Source: YAML 1.2, "Comments".
 */
export function yamlComments(text: string): YamlComment[] {
  const lines = lineTable(text);
  const comments: YamlComment[] = [];
  let offset = 0;
  let scalarFollows = false;
  for (const lexeme of new Lexer().lex(text)) {
    if (!scalarFollows && NO_TEXT.has(lexeme)) {
      scalarFollows = lexeme === CST.SCALAR;
      continue;
    }
    if (!scalarFollows && lexeme.startsWith("#")) {
      const { line, column } = lines.at(offset);
      const alone = text.slice(offset - column, offset).trim() === "";
      comments.push({ line, text: lexeme, alone });
    }
    scalarFollows = false;
    offset += lexeme.length;
  }
  return comments;
}

/**
 * Control marks between the pieces of the text, which are not part of it: a document begins, a flow ends, a plain text
 * follows.
 */
const NO_TEXT = new Set(["\u0002", "\u0018", "\u001f"]);
