import { type Source, withoutComments } from "./source.ts";

/** Where the facts of reviews are computed that metrics read. */
const FACTS = ["lib/metrics/facts/computed-facts.ts", "lib/reviews/involvement.ts"];
const SCHEMA = /import \{([^}]*)\} from "#db\/schema\/index\.ts"/;
/** The frame that moves the sequence number of a review on, by which what was written of it is no longer true. */
const FRAME = /\bchangeReview\(|\bsequence = reviews\.sequence \+ 1\b/;

/** Verbs that write what the facts of reviews are computed from, without moving the sequence number on. */
export function unmoved(sources: Source[]): string[] {
  const tables = new Set(sources.filter(({ file }) => FACTS.includes(file)).flatMap(({ text }) => tablesOf(text)));
  const names = [...tables].flatMap((table) => [
    table,
    table.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
  ]);
  if (names.length === 0) return [];
  const writes = new RegExp(
    `\\b(?:insert|update|delete)\\((?:${names.join("|")})\\)|\\b(?:insert into|update|delete from) (?:\\$\\{)?(?:${names.join("|")})\\b`,
  );
  return sources
    .filter(({ file }) => file.startsWith("lib/") && !file.startsWith("lib/metrics/facts/"))
    .map(({ file, text }) => ({ file, text: withoutComments(text) }))
    .filter(({ text }) => writes.test(text) && !FRAME.test(text))
    .map(({ file }) => `${file} writes what facts are computed from and leaves the sequence number`);
}

function tablesOf(text: string): string[] {
  const [, list = ""] = SCHEMA.exec(text) ?? [];
  return list.split(",").flatMap((name) => {
    const table = name.replace("type ", "").trim();
    return table === "" || table === "reviewFacts" ? [] : [table];
  });
}
