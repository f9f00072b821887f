import type { Condition, Operator, Pattern, Span, Version } from "../language/index.ts";
import { variableKeys } from "../match/index.ts";
import type { Box, StatementBox } from "./box.ts";
import { makeBox } from "./box.ts";
import type { Comparison } from "./comparison.ts";
import { wordsOf } from "./concrete.ts";
import { type KeyTest, keyTest } from "./key-test.ts";
import { isMultivalued } from "./multivalued-keys.ts";
import { type Binding, bindBoxes } from "./substitute.ts";

const NOWHERE: Span = { start: { line: 1, column: 0, offset: 0 }, end: { line: 1, column: 0, offset: 0 } };
const VERSION: Version = "2008-10-17";
const MOST_KEYS = 3;
const MOST_CASES = 200;

/**
 * A part of all requests: those in which some variables have a given text, none, or any other. The parts together cover
 * all requests.
 */
type VariableCase = { own: StatementBox[]; known: StatementBox[]; within: Box };

function test(key: string, operator: Operator, texts: string[]): KeyTest {
  const values = texts.map((text) => ({ text, span: NOWHERE }));
  const condition: Condition = { operator, ifExists: false, key, values, operatorSpan: NOWHERE, keySpan: NOWHERE };
  return keyTest(condition, VERSION);
}

/** A short text that a pattern matches, and its other case if case is ignored. Variables are left empty. */
function textsOf({ tokens, ignoreCase }: Pattern): string[] {
  const text = tokens.map((token) => (token.kind === "char" ? token.char : token.kind === "one" ? "x" : "")).join("");
  return ignoreCase ? [text, text.toUpperCase()] : [text];
}

function uses(key: string, { tokens, variables }: Pattern): boolean {
  return variables && tokens.some((token) => token.kind === "variable" && token.key === key);
}

/**
 * The required values of an element or key that a variable is compared with. A resource's name follows its fifth colon.
 */
function comparedWith(key: string, boxes: readonly Box[]): string[] {
  const inResources = boxes.some(({ resource }) =>
    resource.some(({ patterns }) => patterns.some((one) => uses(key, one))),
  );
  const names = inResources
    ? boxes.flatMap(({ resource }) => resource.flatMap(({ patterns }) => patterns.flatMap(textsOf)))
    : [];
  const others = boxes.flatMap(({ keys }) =>
    [...keys].flatMap(([other, tests]) =>
      tests.some(({ text }) => text.patterns.some((one) => uses(key, one))) ? [other] : [],
    ),
  );
  const values = boxes.flatMap(({ keys }) =>
    others.flatMap((other) => (keys.get(other) ?? []).flatMap(({ text }) => text.patterns.flatMap(textsOf))),
  );
  const caseless = boxes.some(({ keys }) =>
    [...keys.values()].flat().some(({ text }) => text.patterns.some((one) => one.ignoreCase && uses(key, one))),
  );
  const found = [...names.map((name) => name.split(":").slice(5).join(":")), ...values];
  return caseless ? found.flatMap((text) => [text, text.toUpperCase()]) : found;
}

/** Texts that a key may need: values it is compared with, and words from patterns that may name it. */
function textsFor(key: string, boxes: readonly Box[], patterns: readonly Pattern[], most: number): string[] {
  const own = boxes.flatMap(({ keys }) => (keys.get(key) ?? []).flatMap(({ text }) => text.patterns));
  const texts = [...own.flatMap(textsOf), ...comparedWith(key, boxes), ...wordsOf(patterns)];
  return [...new Set(texts)].filter((text) => text !== "").slice(0, most);
}

type Choice = { key: string; bound: string | null | undefined; tests: KeyTest[] };

function choicesOf(key: string, texts: string[]): Choice[] {
  return [
    ...texts.map((text) => ({ key, bound: text, tests: [test(key, "StringEquals", [text])] })),
    { key, bound: null, tests: [test(key, "Null", ["true"])] },
    { key, bound: undefined, tests: [test(key, "Null", ["false"]), test(key, "StringNotEquals", texts)] },
  ];
}

function withTests(within: Box, choices: readonly Pick<Choice, "key" | "tests">[]): Box {
  const keys = new Map(within.keys);
  for (const { key, tests } of choices) keys.set(key, [...(keys.get(key) ?? []), ...tests]);
  const { action, resource, principals } = within;
  return makeBox({ action, resource, principals, keys });
}

/** The part of a box in which these keys are present. */
export function withKeys(within: Box, keys: readonly string[]): Box {
  return withTests(
    within,
    keys.map((key) => ({ key, tests: [test(key, "Null", ["false"])] })),
  );
}

/**
 * Splits a comparison by the texts of its policy variables, so that each part has fewer: a fixed text is written out.
 * Empty if nothing can be split.
 */
export function variableCases({ own, known, patterns, holdsOne, within }: Comparison): VariableCase[] {
  const boxes = [...own, ...known].map(({ box }) => box);
  const keys = variableKeys(patterns);
  if (keys.length === 0 || keys.length > MOST_KEYS) return [];
  if (keys.some((key) => isMultivalued(key) || !holdsOne(key))) return [];
  if (keys.some((key) => patterns.some((pattern) => pattern.loose !== undefined && uses(key, pattern)))) return [];
  const most = Math.floor(MOST_CASES ** (1 / keys.length)) - 2;
  let cases: Choice[][] = [[]];
  for (const key of keys) {
    const choices = choicesOf(key, textsFor(key, boxes, patterns, most));
    cases = cases.flatMap((chosen) => choices.map((choice) => [...chosen, choice]));
  }
  return cases.map((chosen) => {
    const binding: Binding = new Map(
      chosen.flatMap(({ key, bound }) => (bound === undefined ? [] : [[key, bound] as const])),
    );
    return { own: bindBoxes(own, binding), known: bindBoxes(known, binding), within: withTests(within, chosen) };
  });
}
