import { isReference } from "./is-reference.ts";
import { isPlaceHolder } from "./place-holder.ts";

export type Found = { start: number; value: string };

/**
 * Token formats as their issuers document them. The selection was taken from the rules of gitleaks 8 (MIT, © 2019
 * Zachary Rice): docs/decisions has the record. Only letter prefixes and lengths are matched; a token's content is not
 * examined.
 */
const TOKEN_FORMS = [
  // GitHub: personal, OAuth, app and refresh tokens; installation tokens may contain a JWT.
  /(?<![A-Za-z0-9_])gh[pousr]_\w{36,255}(?:\.[\w-]{20,900}){0,2}/g,
  /(?<![A-Za-z0-9_])github_pat_\w{82,255}/g,
  // GitLab: personal, deploy, runner, job, trigger, feed, mail, agent, OAuth, SCIM and feature flag tokens.
  /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,300}(?:\.[\w-]{2,60}){0,2}/g,
  /(?<![A-Za-z0-9_-])GR1348941[\w-]{20,50}/g,
  // Slack: bot, user, app, configuration and refresh tokens, and webhook URLs that post to a channel.
  /(?<![A-Za-z0-9])(?:xoxe\.)?xox[abeoprs]-[A-Za-z-]{0,30}\d[\w-]{8,300}/g,
  /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{5,50}-\d{5,30}-[a-z0-9]{20,100}/g,
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9+/]{43,60}/g,
  // A signed JWT.
  /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{20,2000}/g,
];

/** Tokens are random, so a string of only a few different letters is a placeholder. */
const FEWEST_LETTERS = 12;

/** Tokens in a text, and private keys. */
export function tokensIn(text: string): Found[] {
  const tokens = TOKEN_FORMS.flatMap((form) => [...text.matchAll(form)])
    .filter(({ 0: value }) => new Set(value).size >= FEWEST_LETTERS)
    .map(({ 0: value, index }) => ({ start: index, value }));
  return [...tokens, ...privateKeysIn(text)];
}

const KEY_BEGINS = /-----BEGIN (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_ENDS = /-----END (?:[A-Z0-9]{1,20} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
/**
 * Lines of Base64 after a key's header that has no footer, with the characters that comments and strings put between
 * lines.
 */
const KEY_LINES = /(?:(?:\\+[nr]|[\s#>*])+[A-Za-z0-9+/]{16,}={0,2})*/y;
/** The length of a 16384-bit key. */
const LONGEST_KEY = 16_384;
/** An example that only shows where the key goes contains no such run of characters. */
const HOLDS_KEY = /[A-Za-z0-9+/]{32}/;

function privateKeysIn(text: string): Found[] {
  const ends = linesIn(text, KEY_ENDS);
  let at = 0;
  return linesIn(text, KEY_BEGINS).flatMap(({ start, end: body }, index, begins) => {
    while (at < ends.length && (ends[at]?.start ?? 0) < body) at += 1;
    const last = ends[at];
    const nearest = Math.min(body + LONGEST_KEY, begins[index + 1]?.start ?? text.length);
    const until = last && last.start <= nearest ? last.end : endOfLines(text, body);
    return HOLDS_KEY.test(text.slice(body, until)) ? [{ start, value: text.slice(start, until) }] : [];
  });
}

function linesIn(text: string, line: RegExp) {
  return [...text.matchAll(line)].map(({ 0: found, index }) => ({ start: index, end: index + found.length }));
}

function endOfLines(text: string, from: number): number {
  KEY_LINES.lastIndex = from;
  return from + (KEY_LINES.exec(text)?.[0].length ?? 0);
}

/** Matches `://user:password@`, except the digest of an image. A JSON string may escape the slashes. */
const IN_LINK = /:\\?\/\\?\/[^\s/?#:@"'`<>\\]{0,100}:([^\s/?#@"'`<>\\]{1,200})@(?!sha\d{3}:)/g;

/** Placeholders for a password: in a real link these characters are escaped, or they stand alone. */
const TO_FILL_IN = /^(?:[{[]|%(?![0-9A-Fa-f]{2})|[.…x]+$)/i;

/** Passwords in links, except references and placeholders. */
export function linkPasswordsIn(text: string): Found[] {
  return [...text.matchAll(IN_LINK)].flatMap(({ 0: whole, 1: value = "", index }) =>
    isReference(value) || isPlaceHolder(value) || TO_FILL_IN.test(value)
      ? []
      : [{ start: index + whole.length - 1 - value.length, value }],
  );
}
