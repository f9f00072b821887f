import type { Pattern, Token } from "../language/index.ts";
import { sameText } from "./pattern-positions.ts";

function startsAlike(left: string, right: string): boolean {
  return left.length < right.length ? right.startsWith(left) : left.startsWith(right);
}

function endsAlike(left: string, right: string): boolean {
  return left.length < right.length ? right.endsWith(left) : left.endsWith(right);
}

/** False only if no string can match both. */
export function mayOverlap(left: Pattern, right: Pattern): boolean {
  if (left.ignoreCase || right.ignoreCase) return true;
  if (left.literal !== undefined && right.literal !== undefined) return left.literal === right.literal;
  return startsAlike(left.prefix, right.prefix) && endsAlike(left.suffix, right.suffix);
}

/** Whether `outer` reads another pattern's token, kept as a symbol, in one place. */
function reads(outer: Token, inner: Token): boolean {
  if (inner.kind === "char") {
    if (outer.kind === "char") return outer.char === inner.char;
    return outer.kind !== "variable" && !(outer.field && inner.char === ":");
  }
  if (inner.kind === "any") return outer.kind === "any" && (!outer.field || inner.field);
  if (inner.kind === "one") return (outer.kind === "one" || outer.kind === "any") && (!outer.field || inner.field);
  if (outer.kind === "variable") return sameText(outer, inner) && (!outer.field || inner.field);
  return outer.kind === "any" && (!outer.field || inner.field);
}

/**
 * True only if every match of `inner` is a match of `outer`, whatever the policy variables are. Matches the tokens of
 * `inner` as symbols, so it may miss a containment, but never claims a false one.
 */
export function surelyContains(outer: Pattern, inner: Pattern): boolean {
  if (outer.id === inner.id) return true;
  if (outer.ignoreCase || inner.ignoreCase || outer.literal !== undefined) return false;
  if (!inner.prefix.startsWith(outer.prefix) || !inner.suffix.endsWith(outer.suffix)) return false;
  if (outer.ending === "text") return true;
  if (outer.ending === "field" && (inner.literal !== undefined || inner.ending === "field"))
    return inner.prefix.indexOf(":", outer.prefix.length) < 0;
  const { tokens } = inner;
  let row: boolean[] = [true, ...tokens.map(() => false)];
  for (const token of outer.tokens) {
    const next: boolean[] = [token.kind === "any" && row[0] === true];
    let some = next[0] === true;
    for (let index = 0; index < tokens.length; index += 1) {
      const other = tokens[index];
      const fits = other !== undefined && reads(token, other);
      const kept =
        token.kind === "any" ? row[index + 1] === true || (next[index] === true && fits) : row[index] === true && fits;
      next.push(kept);
      some ||= kept;
    }
    if (!some) return false;
    row = next;
  }
  return row[tokens.length] === true;
}
