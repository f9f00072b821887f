import { rowOf } from "./rows.ts";
import { type Source, withoutComments } from "./source.ts";

const SHIPS = /^(?:app|components|db|lib)\/|^(?:instrumentation|proxy)\.ts$/;
const OPENS = /\b(?:transaction|changeReview)\(/;
const SCHEMA = /^import \{([^}]*)\} from "#db\/schema\//gm;
/** Of the database by its name, or of a table that the file imports. */
const WRITES = /\b(?:db|tx)\s*\.(?:insert|update|delete)\(|\b(?:insert into|delete from)\s|\bupdate \S+ set\s/i;

/** What writes and is no verb, and what writes in the domain where a caller of it opens no transaction. */
export function quietWriters(sources: Source[]): string[] {
  const callers = new Map<string, string[]>();
  for (const { file, imports } of sources.filter(({ file }) => SHIPS.test(file)))
    for (const { target, typeOnly } of imports)
      if (!typeOnly) callers.set(target, [...(callers.get(target) ?? []), file]);
  const opening = new Set(sources.filter(({ text }) => OPENS.test(withoutComments(text))).map(({ file }) => file));
  const inTransaction = (file: string, seen: readonly string[] = []): boolean => {
    const known = callers.get(file) ?? [];
    const others = known.filter((caller) => !seen.includes(caller));
    return opening.has(file) || (others.length > 0 && others.every((caller) => inTransaction(caller, [...seen, file])));
  };
  return sources
    .filter(({ file, text }) => SHIPS.test(file) && writes(withoutComments(text)))
    .flatMap(({ file }) => {
      if (!["domain", "data"].includes(rowOf(file) ?? "")) return [`${file} writes and is no verb`];
      return inTransaction(file) ? [] : [`${file} writes outside of a transaction`];
    });
}

function writes(code: string): boolean {
  const tables = [...code.matchAll(SCHEMA)].flatMap(([, list = ""]) => list.match(/\w+(?=\s*(?:,|$))/g) ?? []);
  return (
    WRITES.test(code) || tables.some((table) => new RegExp(`\\.(?:insert|update|delete)\\(${table}\\)`).test(code))
  );
}
