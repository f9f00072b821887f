import { isReference } from "#lib/secrets/rules/is-reference.ts";
import { isPlaceHolder } from "#lib/secrets/rules/place-holder.ts";

const LABEL =
  "(?:secret[_-]?(?:access[_-]?)?key|session[_-]?token|password|passwd|access[_-]?token|api[_-]?key|private[_-]?key)";
const MARK = String.raw`\\*["']?[ \t]*(?:=>|[:=])[ \t]*`;
/** A value in quotes, in escaped quotes inside a JSON string, or a bare word. */
const VALUE = String.raw`(?:"((?:[^"\\\r\n]|\\.)*)"|'((?:[^'\r\n]|'')*)'|\\+["']([^"'\\\r\n]*)\\+["']|((?:[^\s"'\\,}\]]|\\(?![\\"'/bfnrtu]))+))`;
const LABELLED = new RegExp(`${LABEL}${MARK}${VALUE}`, "gid");
const NAMED = new RegExp(`${LABEL}$`, "i");

/** Unquoted text that is no value: a function, the start of a structure, a comment, a boolean or null. */
const NO_VALUE = /^(?:!|Ref$|Fn::|\[|\{|[|>][-+\d]*$|#|true$|false$|null$)|:$/;

type Labelled = { start: number; value: string };

/** Whether a name ends like the name of a secret. */
export function isLabel(name: string): boolean {
  return NAMED.test(name);
}

/** Values in a text that follow the name of a secret, whatever the format. */
export function labelledSecrets(text: string): Labelled[] {
  return [...text.matchAll(LABELLED)].flatMap((match) => {
    const group = [1, 2, 3, 4].find((each) => match[each] !== undefined) ?? 0;
    const value = match[group] ?? "";
    const start = match.indices?.[group]?.[0] ?? match.index;
    const none = value === "" || isReference(value) || (group === 4 && NO_VALUE.test(value));
    return none || isPlaceHolder(value) ? [] : [{ start, value }];
  });
}

const wholeLines = (label: string) =>
  new RegExp(`^(?=([ \\t]*))(.*?${label}${MARK})(.*)$((?:\\r?\\n\\1[ \\t]+\\S.*$)*)`, "gim");
const WHOLE_LINES = wholeLines(LABEL);
const DEFAULTS = wholeLines("(?:\\bDefault|\\bAllowedValues)");

/**
 * The same for text with broken syntax. Nothing shows where a value ends, so the rest of the line and the more deeply
 * indented lines below count.
 */
export function labelledLines(text: string): Labelled[] {
  return restOfLines(text, WHOLE_LINES);
}

/** Parameter defaults, if any parameter has NoEcho. Broken text does not show which parameter is hidden. */
export function hiddenLines(text: string): Labelled[] {
  return /NoEcho/i.test(text) ? restOfLines(text, DEFAULTS) : [];
}

function restOfLines(text: string, lines: RegExp): Labelled[] {
  return [...text.matchAll(lines)].flatMap(({ 2: label = "", 3: rest = "", 4: below = "", index }) => {
    const value = `${rest}${below}`.trimEnd();
    const start = index + label.length;
    return value === "" || isPlaceHolder(value) ? [] : [{ start, value }];
  });
}
