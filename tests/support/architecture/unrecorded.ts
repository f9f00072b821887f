import { rowOf } from "./rows.ts";
import { type Source, withoutComments } from "./source.ts";

/** The frame of a write to a review: who calls it opens a transaction, and records what was done. */
const FRAME = "lib/reviews/change.ts";
const OPENS = /\b(?:transaction|changeReview)\(/;
const RECORDS = /\brecord\(/;

/** Verbs that open a transaction and record no event in it, neither themselves nor by what they call. */
export function unrecorded(sources: Source[]): string[] {
  const files = new Map(sources.map((source) => [source.file, source]));
  const records = (file: string, seen: Set<string>): boolean => {
    const source = files.get(file);
    if (!source || seen.has(file) || file === FRAME) return false;
    seen.add(file);
    return (
      RECORDS.test(withoutComments(source.text)) ||
      source.imports.some(({ target, typeOnly }) => !typeOnly && rowOf(target) === "domain" && records(target, seen))
    );
  };
  return sources
    .filter(({ file }) => rowOf(file) === "domain" && file !== FRAME)
    .filter(({ text }) => OPENS.test(withoutComments(text)))
    .filter(({ file }) => !records(file, new Set()))
    .map(({ file }) => `${file} opens a transaction and records nothing`);
}
