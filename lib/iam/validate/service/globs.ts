/** Whether a pattern with `*` and `?` matches a text. Case-sensitive. */
export function globTakes(pattern: string, text: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < text.length; ) {
    const token = pattern[at];
    if (token === "*") {
      star = at;
      retry = index;
      at += 1;
    } else if (token !== undefined && (token === "?" || token === text[index])) {
      at += 1;
      index += 1;
    } else if (star >= 0) {
      at = star + 1;
      retry += 1;
      index = retry;
    } else return false;
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}

/** The longest text that every match includes somewhere, for a quick search. */
export function longestLiteral(pattern: string): string {
  return pattern.split(/[*?]+/).reduce((longest, part) => (part.length > longest.length ? part : longest), "");
}

/** Longer patterns are assumed to overlap, because nobody writes them and deciding would take long. */
const LONGEST = 1_000;

/** Whether some text matches both patterns, by walking the pairs of their positions. */
export function globsMeet(left: string, right: string): boolean {
  if (left.length > LONGEST || right.length > LONGEST) return true;
  // One text can have both the start that one pattern requires and the end that the other requires.
  if ((left.startsWith("*") && right.endsWith("*")) || (right.startsWith("*") && left.endsWith("*"))) return true;
  if (left === "*" || right === "*") return true;
  if (!startsMeet(left, right)) return false;
  let row = reach(new Array<boolean>(right.length + 1).fill(false), true, right);
  for (const token of left) {
    const next = row.map((reached, at) => {
      if (token === "*") return reached;
      if (reached && right[at] === "*") return true;
      const other = right[at - 1];
      const fits = other !== undefined && other !== "*" && (token === "?" || other === "?" || token === other);
      return fits && row[at - 1] === true;
    });
    row = token === "*" ? spread(next) : reach(next, false, right);
    if (!row.includes(true)) return false;
  }
  return row[right.length] === true;
}

/** Most pairs differ before their first star. */
function startsMeet(left: string, right: string): boolean {
  for (let at = 0; at < left.length && at < right.length; at += 1) {
    const [one, other] = [left[at], right[at]];
    if (one === "*" || other === "*") return true;
    if (one !== other && one !== "?" && other !== "?") return false;
  }
  return true;
}

/** A star in the right pattern may match nothing. */
function reach(row: boolean[], first: boolean, right: string): boolean[] {
  if (first) row[0] = true;
  for (let at = 1; at < row.length; at += 1) if (row[at - 1] === true && right[at - 1] === "*") row[at] = true;
  return row;
}

/** A star in the left pattern matches everything the right pattern has. */
function spread(row: boolean[]): boolean[] {
  const from = row.indexOf(true);
  return row.map((_, at) => from >= 0 && at >= from);
}
