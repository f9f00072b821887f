import { rowOf } from "./rows.ts";
import { type Source, withoutComments } from "./source.ts";

const HOME = /^lib\/[a-z-]+\/conditions\.ts$/;
/** A column that is empty or not, or that holds a word or one of a list of the rules. */
const TERM =
  /\bis(?:Not)?Null\(\w+\.\w+\)|\b(?:eq|ne)\(\w+\.\w+, "\w*"\)|\b(?:notI|i)nArray\(\w+\.\w+, \[\.\.\.[A-Z_]+\]\)/g;

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
  return [...new Set(withoutComments(text).match(TERM) ?? [])];
}

/** What a term is about, whether it says so or not so. */
function said(term: string): string {
  return term.replace("isNotNull(", "isNull(").replace("ne(", "eq(").replace("notInArray(", "inArray(");
}
