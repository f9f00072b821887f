/** The rows of the house from the top: a row imports the rows below it. */
export const ROWS = ["doors", "views", "domain", "data", "judgement", "pure", "engine"] as const;
export type Row = (typeof ROWS)[number];

const DOORS = [/^app\//, /^lib\/cli\//, /^lib\/demo\//, /^lib\/worker\//, /^scripts\//, /^[a-z.-]+\.(ts|mjs)$/];
const VIEWS = [/^components\//, /^lib\/web\//];
const JUDGEMENT = [/^lib\/checks\//];
const ENGINE = [/^lib\/iam\//, /^lib\/templates\//];
const DATA = [
  /^db\/[a-z-]+\.ts$/,
  /^db\/schema\//,
  /^db\/conditions\//,
  /^lib\/(context|env|sha256)\.ts$/,
  /^lib\/events\/(record|covered|sorted|timeline|names)\.ts$/,
  /^lib\/auth\//,
  /^lib\/limits\//,
  /^lib\/jobs\/queue\.ts$/,
  /^lib\/processes\//,
];
const PURE = [
  /^lib\/(?!(?:context|env|sha256)\.ts$)[a-z-]+\.ts$/,
  /^lib\/[a-z-]+\/(rules|input|output)\.ts$/,
  /^lib\/[a-z-]+\/rules\//,
  /^lib\/auth\/(actor|client|own-path|policy|role-words|session-rules)\.ts$/,
  /^lib\/event-types\//,
  /^lib\/reviews\/imports\/file\//,
  /^lib\/threat-models\/formats\//,
  /^lib\/threat-models\/(diff|documentation|grouped|match-versions|moved-ids|quality[a-z-]*|sentence|unmitigated|work-list)\.ts$/,
];

/** The row of a file, or null for what stands outside the house: tests. */
export function rowOf(file: string): Row | null {
  const matches = (patterns: RegExp[]) => patterns.some((pattern) => pattern.test(file));
  if (file.startsWith("tests/")) return null;
  if (matches(DOORS)) return "doors";
  if (matches(VIEWS)) return "views";
  if (matches(ENGINE)) return "engine";
  if (matches(JUDGEMENT)) return "judgement";
  if (matches(PURE)) return "pure";
  if (matches(DATA)) return "data";
  return /^lib\/[a-z-]+\//.test(file) ? "domain" : null;
}

/** "lib/reviews/lifecycle/claim-review.ts" → "reviews", and so of the conditions of a noun */
export function nounOf(file: string): string | null {
  return /^lib\/([a-z-]+)\/|^db\/conditions\/([a-z-]+)\.ts$/.exec(file)?.slice(1).find(Boolean) ?? null;
}
