import { type Source, withoutComments } from "./source.ts";

/** Where the facts of reviews are computed that metrics read. */
const FACTS = ["lib/metrics/facts/computed-facts.ts", "lib/reviews/involvement/involvement.ts"];
/** Writes of these the database puts down by themselves. */
const PUT_DOWN = ["checkRuns"];
const SCHEMA = /import \{([^}]*)\} from "#db\/schema\/index\.ts"/;
/** The frame of a write to a review, which writes its row, or such a write itself: by that its facts are due. */
const WRITES_ROW = /\bchangeReview\(|\b(?:insert|update)\(reviews\)|\b(?:insert into|update) reviews\b/;

/** Verbs that write what the facts of reviews are computed from, and not the row of the review. */
export function notDue(sources: Source[]): string[] {
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
    .filter(({ text }) => writes.test(text) && !WRITES_ROW.test(text))
    .map(({ file }) => `${file} writes what facts are computed from and not the review`);
}

function tablesOf(text: string): string[] {
  const [, list = ""] = SCHEMA.exec(text) ?? [];
  return list.split(",").flatMap((name) => {
    const table = name.replace("type ", "").trim();
    return ["", "reviewFacts", ...PUT_DOWN].includes(table) ? [] : [table];
  });
}
