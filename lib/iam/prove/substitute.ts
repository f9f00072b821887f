import { foldCase, makePattern, type Pattern, type Token } from "../language/index.ts";
import type { Box, StatementBox } from "./box.ts";
import { makeBox } from "./box.ts";
import { type KeyTest, withText } from "./key-test.ts";
import { type StringTest, stringTest } from "./string-test.ts";

/** The texts of policy variables by key; null if the key is not in the request. */
export type Binding = ReadonlyMap<string, string | null>;

/**
 * A pattern with its variables written out, if the result is certain. Undefined if it matches nothing, because a key is
 * missing or a field has a colon.
 */
function bindPattern(pattern: Pattern, binding: Binding): Pattern | undefined {
  if (!pattern.variables || pattern.loose !== undefined) return pattern;
  const tokens: Token[] = [];
  for (const token of pattern.tokens) {
    if (token.kind !== "variable" || !binding.has(token.key)) {
      tokens.push(token);
      continue;
    }
    const value = binding.get(token.key) ?? token.fallback;
    if (value === undefined || (token.field && value.includes(":"))) return undefined;
    for (const char of pattern.ignoreCase ? foldCase(value) : value) tokens.push({ kind: "char", char });
  }
  return makePattern(tokens, { ignoreCase: pattern.ignoreCase });
}

function bindTest(test: StringTest, binding: Binding): StringTest {
  if (!test.patterns.some(({ variables }) => variables)) return test;
  return stringTest(
    test.patterns.flatMap((pattern) => bindPattern(pattern, binding) ?? []),
    test.negated,
  );
}

function bindKeyTest(test: KeyTest, binding: Binding): KeyTest {
  const text = bindTest(test.text, binding);
  return text === test.text ? test : withText(test, text);
}

function bindBox({ action, resource, principals, keys }: Box, binding: Binding): Box {
  return makeBox({
    action,
    resource: resource.map((test) => bindTest(test, binding)),
    principals,
    keys: new Map([...keys].map(([key, tests]) => [key, tests.map((test) => bindKeyTest(test, binding))])),
  });
}

/** The statements for requests in which these variables have these texts. */
export function bindBoxes(boxes: readonly StatementBox[], binding: Binding): StatementBox[] {
  return boxes.map(({ box, ...rest }) => ({ ...rest, box: bindBox(box, binding) }));
}
