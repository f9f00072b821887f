import { isReference } from "#lib/secrets/rules/is-reference.ts";
import { isPlaceHolder } from "#lib/secrets/rules/place-holder.ts";

const LABEL =
  "(?:secret[_-]?(?:access[_-]?)?key|session[_-]?token|password|passwd|access[_-]?token|api[_-]?key|private[_-]?key)";
const MARK = String.raw`\\*["']?[ \t]*(?:=>|[:=])[ \t]*`;
/** In quotes, in those of a text inside a JSON string, or a word. */
const VALUE = String.raw`(?:"((?:[^"\\\r\n]|\\.)*)"|'((?:[^'\r\n]|'')*)'|\\+["']([^"'\\\r\n]*)\\+["']|((?:[^\s"'\\,}\]]|\\(?![\\"'/bfnrtu]))+))`;
const LABELLED = new RegExp(`${LABEL}${MARK}${VALUE}`, "gid");
const NAMED = new RegExp(`${LABEL}$`, "i");

/** Without quotes also a function, the beginning of something else, and what says whether there is one. */
const NO_VALUE = /^(?:!|Ref$|Fn::|\[|\{|[|>][-+\d]*$|#|true$|false$|null$)|:$/;

type Labelled = { start: number; value: string };

/** Whether a name ends like that of a secret in a text. */
export function isLabel(name: string): boolean {
  return NAMED.test(name);
}

/** Values that follow the name of a secret in a text, of whatever kind it is. */
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
 * The same in a text whose grammar is broken: nobody knows where a value ends, so that the rest of the line counts, and the
 * lines below it that are indented further.
 */
export function labelledLines(text: string): Labelled[] {
  return restOfLines(text, WHOLE_LINES);
}

/** What parameters may hold, where one of them is not to be shown: in such a text nobody knows which. */
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
