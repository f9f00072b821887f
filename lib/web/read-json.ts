import type { FieldProblem } from "#lib/errors.ts";

/** What is wrong with a text that should be JSON, and where, if known. */
export type JsonProblem = Omit<FieldProblem, "path">;

/** No body of the product comes near these limits; beyond them, readers of the body would pay the cost (S24). */
const MAX_DEPTH = 64;
const MAX_PARTS = 100_000;

type Token = { token: string; index: number };

/** Reads JSON strictly: JSON.parse silently keeps the last of two values with the same name. */
export function readJson(text: string): { value: unknown } | { problem: JsonProblem } {
  const tooMuch = sizeProblem(text);
  if (tooMuch) return { problem: tooMuch };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { problem: { message: error instanceof Error ? error.message : "It is not JSON" } };
  }
  const problem = nameProblem(text);
  return problem ? { problem } : { value };
}

/** Checked before parsing, because a small text can use much memory. */
function sizeProblem(text: string): JsonProblem | null {
  let depth = 0;
  let parts = 0;
  for (const { token, index } of tokensOf(text)) {
    if (token === "{" || token === "[") depth += 1;
    if (token === "}" || token === "]") depth -= 1;
    if (token === "{" || token === "[" || token === ":") parts += 1;
    if (depth > MAX_DEPTH) return problemAt(text, index, `It is nested more than ${MAX_DEPTH} levels deep`);
    if (parts > MAX_PARTS) return problemAt(text, index, `It has more than ${MAX_PARTS} names and lists`);
  }
  return null;
}

/** In JSON, the string before a colon is a name. */
function nameProblem(text: string): JsonProblem | null {
  const open: Set<string>[] = [];
  let last: Token = { token: "", index: 0 };
  for (const { token, index } of tokensOf(text)) {
    if (token === "{" || token === "[") open.push(new Set());
    if (token === "}" || token === "]") open.pop();
    if (token === ":") {
      const name = JSON.parse(last.token) as string;
      if (open.at(-1)?.has(name))
        return problemAt(text, last.index, `One object contains “${name.slice(0, 50)}” twice`);
      open.at(-1)?.add(name);
    }
    last = { token, index };
  }
  return null;
}

/**
 * Yields whole strings, including an unterminated last one, so that invalid JSON is also scanned in one pass. A single
 * expression for strings would keep a backtracking position per character, and runs out of room at 10 MB.
 */
function* tokensOf(text: string): Generator<Token> {
  const mark = /["{}[\]:]/g;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    const { 0: token, index } = found;
    if (token === '"') mark.lastIndex = endOfString(text, index);
    yield token === '"' ? { token: text.slice(index, mark.lastIndex), index } : { token, index };
  }
}

/** The position after the closing quote of the string that begins at `begin`. */
function endOfString(text: string, begin: number): number {
  const mark = /["\\]/g;
  mark.lastIndex = begin + 1;
  for (let found = mark.exec(text); found; found = mark.exec(text)) {
    if (found[0] === '"') return mark.lastIndex;
    mark.lastIndex += 1; // Skips the escaped character.
  }
  return text.length;
}

/** Lines and columns from 1. */
function problemAt(text: string, index: number, message: string): JsonProblem {
  const before = text.slice(0, index).split("\n");
  return { message, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
