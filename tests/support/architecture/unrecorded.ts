import { rowOf } from "./rows.ts";
import { type Source, withoutComments } from "./source.ts";

/** The frame of a write to a review: who calls it opens a transaction, and records what was done. */
const FRAME = "lib/reviews/change.ts";
const OPENS = /\b(?:transaction|changeReview)\(/;
const RECORDS = /\brecord\(/;

/** Verbs that open a transaction and record no event of their own, with the functions they call that record one. */
export function unrecorded(sources: Source[]): string[] {
  const written = sources
    .filter(({ file }) => file.startsWith("lib/") && ["domain", "data"].includes(rowOf(file) ?? "") && file !== FRAME)
    .map((source) => ({ ...source, code: withoutComments(source.text) }));
  const recording = new Map(written.map(({ file, code }) => [file, recordingFunctions(code)]));
  return written
    .filter(({ code }) => OPENS.test(code) && !RECORDS.test(code))
    .map(({ file, code, imports }) => {
      const named = new Set(imports.flatMap(({ target, typeOnly }) => (typeOnly ? [] : (recording.get(target) ?? []))));
      const called = [...named].filter((name) => new RegExp(`\\b${name}\\(`).test(code)).sort();
      return `${file} opens a transaction and ${called.length > 0 ? `leaves the record to ${called.join(" and ")}` : "records nothing"}`;
    });
}

/** The functions that a file exports and that record an event; what stands behind one belongs to it. */
function recordingFunctions(code: string): string[] {
  return code
    .split(/^(?=export )/m)
    .filter((part) => RECORDS.test(part))
    .flatMap((part) => /^export async function (\w+)/.exec(part)?.[1] ?? []);
}
