import { capital } from "./words.ts";

/** What the program calls its members. Product texts say "guardian"; these words replace it when they are shown. */
export type MemberName = { one: string; many: string; article: "a" | "an" };

/** The name from the program row. */
export function memberNameOf(program: {
  memberLabel: string;
  memberPlural: string;
  memberArticle: "a" | "an";
}): MemberName {
  return { one: program.memberLabel, many: program.memberPlural, article: program.memberArticle };
}

export const MEMBER_NAME_LENGTH = 30;

export const MEMBER_PRESETS: readonly MemberName[] = [
  { one: "Guardian", many: "Guardians", article: "a" },
  { one: "Security Champion", many: "Security Champions", article: "a" },
  { one: "Security Advocate", many: "Security Advocates", article: "a" },
];

// A deployment has one program. Server and client modules of a page are loaded separately but share the global object.
declare global {
  var guardiansMemberName: MemberName | undefined;
}

/** Sets the name for this process or browser page. */
export function setMemberName(name: MemberName): void {
  globalThis.guardiansMemberName = name;
}

export function memberName(): MemberName {
  return globalThis.guardiansMemberName ?? { one: "Guardian", many: "Guardians", article: "a" };
}

const FORMS = /\b(?:(an?) )?(guardian)(ships|ship|s)?\b/gi;

/** A product text with the members' name: "an advocate" for "a guardian", "advocate status" for "guardianship". */
export function named(text: string, name: MemberName = memberName()): string {
  if (name.one === "Guardian" && name.many === "Guardians") return text;
  return text.replace(FORMS, (_, article: string | undefined, word: string, ending: string = "") => {
    const noun = ending.endsWith("s") ? name.many : name.one;
    const said = `${word.startsWith("G") ? noun : lower(noun)}${ending === "ship" ? " status" : ""}`;
    if (article === undefined) return said;
    return `${article.startsWith("A") ? capital(name.article) : name.article} ${said}`;
  });
}

/** The name inside a sentence: "security champion", "AppSec champion". */
function lower(name: string): string {
  return name.replace(/\p{L}+/gu, (word) => (/^\p{Lu}\p{Ll}*$/u.test(word) ? word.toLowerCase() : word));
}

/** Tags a product text: its own words get the members' name, inserted values stay as they are. */
export function m(words: TemplateStringsArray, ...values: unknown[]): string {
  return memberTag(memberName())(words, ...values);
}

/** The tag for another name, such as the one that a letter was frozen with. */
export function memberTag(name: MemberName) {
  return (words: TemplateStringsArray, ...values: unknown[]): string =>
    String.raw({ raw: words.map((part) => named(part, name)) }, ...values);
}

/** What reads as text; a lone “guardian” is a key of a table. */
const isText = (value: unknown): value is string => typeof value === "string" && /^Guardians?$| /.test(value);

/** A table of product texts whose strings get the members' name when they are read. */
export function namedTable<T extends object>(table: T): T {
  const copy = Array.isArray(table) ? [] : {};
  for (const [key, value] of Object.entries(table)) {
    const inner = typeof value === "object" && value !== null ? namedTable(value) : value;
    const get = isText(inner) ? () => named(inner) : () => inner;
    Object.defineProperty(copy, key, { enumerable: true, get });
  }
  return copy as T;
}

/** Words for roles and parts in reviews, which a member cannot be called. */
const TAKEN = new Set(
  [
    ...["security engineer", "engineer", "program manager", "manager", "auditor", "leader", "admin", "builder"],
    ...["requester", "reviewer", "owner", "risk owner", "author", "member", "nominee", "alumnus", "person", "team"],
  ].flatMap((word) => [word, `${word}s`]),
);

/** Why a word cannot be the members' name; null if it can. */
export function memberNameProblem(word: string): string | null {
  if (!/^\p{L}[\p{L}\p{M} '’-]*$/u.test(word)) return "must contain only letters, spaces, hyphens and apostrophes";
  return TAKEN.has(word.normalize("NFKC").toLowerCase().replace(/\s+/g, " ")) ? "must not be the name of a role" : null;
}
