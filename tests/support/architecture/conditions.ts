import { rowOf } from "./rows.ts";
import { type Source, withoutComments } from "./source.ts";

const HOME = /^db\/conditions\/[a-z-]+\.ts$/;
/** A column that is empty or not, or that holds a word or one of a list. */
const TERM =
  /\bis(?:Not)?Null\(\w+\.\w+\)|\b(?:eq|ne)\(\w+\.\w+, "\w*"\)|\b(?:notI|i)nArray\(\w+\.\w+, \[(?:\.\.\.[A-Z_]+|"[^\]]*)\]\)/g;
/** As SQL has it, of a column by the builder's name or by its own. */
const IN_SQL = /(?:\$\{\w+\.\w+\}|\b[a-z_]+\.[a-z_]+) is (?:not )?null\b/g;

/** Queries and verbs that write the term of a condition again, or its negation, where the condition has a name. */
export function writtenAgain(sources: Source[]): string[] {
  const homes = new Map<string, string>();
  for (const { file, text } of sources.filter(({ file }) => HOME.test(file))) {
    for (const term of termsOf(text)) homes.set(said(term), file);
  }
  return sources
    .filter(({ file }) => !HOME.test(file) && ["domain", "data"].includes(rowOf(file) ?? ""))
    .flatMap(({ file, text }) =>
      termsOf(text).flatMap((term) => {
        const home = homes.get(said(term));
        return home ? [`${file} writes ${term}, which ${home} names`] : [];
      }),
    );
}

function termsOf(text: string): string[] {
  const code = withoutComments(text);
  return [...new Set([...(code.match(TERM) ?? []), ...(code.match(IN_SQL) ?? [])])];
}

/** What a term is about, whether it says so or not so. */
function said(term: string): string {
  const [, column] = /^\$?\{?([\w.]+)\}? is/.exec(term) ?? [];
  if (column) return `isNull(${column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())})`;
  return term.replace("isNotNull(", "isNull(").replace("ne(", "eq(").replace("notInArray(", "inArray(");
}
