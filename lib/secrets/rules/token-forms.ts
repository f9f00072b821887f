import { isReference } from "./is-reference.ts";
import { isPlaceHolder } from "./place-holder.ts";

export type Found = { start: number; value: string };

/**
 * What tokens look like, as their issuers document it; which there are was taken from the rules of gitleaks 8 (MIT, © 2019 Zachary
 * Rice): docs/decisions has the record. Prefixes of letters and lengths only: what a token says is not looked at.
 */
const TOKEN_FORMS = [
  // GitHub: personal, OAuth, app and refresh tokens; those of an installation may hold a JWT.
  /(?<![A-Za-z0-9_])gh[pousr]_\w{36,255}(?:\.[\w-]{20,900}){0,2}/g,
  /(?<![A-Za-z0-9_])github_pat_\w{82,255}/g,
  // GitLab: personal, deploy, runner, job, trigger, feed, mail, agent, OAuth, SCIM and feature flag tokens.
  /(?<![A-Za-z0-9_-])gl(?:pat|dt|rt|rtr|cbt|ptt|ft|imt|agent|oas|soat|ffct)-[\w-]{20,300}(?:\.[\w-]{2,60}){0,2}/g,
  /(?<![A-Za-z0-9_-])GR1348941[\w-]{20,50}/g,
  // Slack: bot, user, app, configuration and refresh tokens, and the addresses that post to a channel.
  /(?<![A-Za-z0-9])(?:xoxe\.)?xox[abeoprs]-[A-Za-z-]{0,30}\d[\w-]{8,300}/g,
  /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{5,50}-\d{5,30}-[a-z0-9]{20,100}/g,
  /(?<=hooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9+/]{43,60}/g,
  // A signed JWT.
  /(?<![\w-])eyJ[\w-]{10,2000}\.eyJ[\w-]{10,8000}\.[\w-]{20,2000}/g,
];

/** A token is drawn at random: a row of the same few letters is a place to fill in. */
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
/** Lines of Base64 after a beginning without an end, with what comments and strings have between lines. */
const KEY_LINES = /(?:(?:\\+[nr]|[\s#>*])+[A-Za-z0-9+/]{16,}={0,2})*/y;
/** As long as a key of 16384 bits. */
const LONGEST_KEY = 16_384;
/** An example that shows where the key goes has none. */
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

/** `://user:password@`, but for the digest of an image. A JSON string may escape the slashes. */
const IN_LINK = /:\\?\/\\?\/[^\s/?#:@"'`<>\\]{0,100}:([^\s/?#@"'`<>\\]{1,200})@(?!sha\d{3}:)/g;

/** What a format or a person puts a password in place of: in a link these signs are escaped, or stand alone. */
const TO_FILL_IN = /^(?:[{[]|%(?![0-9A-Fa-f]{2})|[.…x]+$)/i;

/** Passwords in links. One that is referred to, or is to be filled in, is none. */
export function linkPasswordsIn(text: string): Found[] {
  return [...text.matchAll(IN_LINK)].flatMap(({ 0: whole, 1: value = "", index }) =>
    isReference(value) || isPlaceHolder(value) || TO_FILL_IN.test(value)
      ? []
      : [{ start: index + whole.length - 1 - value.length, value }],
  );
}
