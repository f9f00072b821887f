import type { Pattern } from "../language/index.ts";
import type { RequestPrincipal, Witness } from "../match/index.ts";
import type { Outline } from "./cover.ts";
import type { VariableToken } from "./pattern-positions.ts";
import { ANY_OTHER, type Sample } from "./sample.ts";

/** How policy variables that no condition fixes are filled in. */
type Filling = (variable: VariableToken) => string | undefined;

function textOf(sample: Sample, value: (variable: VariableToken) => string | undefined): string | undefined {
  let text = "";
  for (const part of sample) {
    const piece = typeof part === "string" ? part : value(part);
    if (piece === undefined) return undefined;
    text += piece;
  }
  return text;
}

/** The same outline with a concrete character for each character that no pattern names. */
function withCharacter(outline: Outline, fresh: string): Outline {
  const named = (sample: Sample): Sample =>
    sample.map((part) => (typeof part === "string" ? part.replaceAll(ANY_OTHER, fresh) : part));
  const keys = [...outline.keys].map(([key, choice]) => {
    return [key, { ...choice, values: choice.values.map(named), others: choice.others.map(named) }] as const;
  });
  return { ...outline, action: named(outline.action), resource: named(outline.resource), keys: new Map(keys) };
}

function plainValue(outline: Outline, key: string): string | undefined {
  const values = outline.keys.get(key)?.values ?? [];
  const [first] = values;
  if (values.length !== 1 || first === undefined) return undefined;
  return first.every((part) => typeof part === "string") ? first.join("") : undefined;
}

const MOST_WORDS = 64;

const FILLINGS: Filling[] = [
  ({ key, fallback }) => fallback ?? key.slice(Math.max(key.lastIndexOf(":"), key.lastIndexOf("/")) + 1),
  ({ fallback }) => fallback ?? "x",
  ({ key }) => `some-${key.replace(/[^a-z0-9]/g, "-")}`,
];

function build(outline: Outline, fill: Filling, other: number): Witness | undefined {
  const context: Record<string, string[]> = {};
  const used = new Map<string, string>();
  const value = (variable: VariableToken): string | undefined => {
    if (outline.keys.has(variable.key)) {
      return (
        plainValue(outline, variable.key) ??
        (outline.keys.get(variable.key)?.values.length === 0 ? variable.fallback : undefined)
      );
    }
    const text = used.get(variable.key) ?? fill(variable);
    if (text !== undefined && text !== variable.fallback) used.set(variable.key, text);
    return text;
  };
  const action = textOf(outline.action, value);
  const resource = textOf(outline.resource, value);
  if (action === undefined || resource === undefined) return undefined;
  for (const [key, choice] of outline.keys) {
    const samples =
      other === 0
        ? choice.values
        : choice.others.length >= other
          ? choice.others.slice(other - 1, other)
          : choice.values;
    const texts = samples.map((sample) => textOf(sample, value));
    if (texts.some((text) => text === undefined)) return undefined;
    context[key] = texts.flatMap((text) => text ?? []);
  }
  for (const [key, text] of used) context[key] = [text];
  const principal: RequestPrincipal = outline.principal ?? { kind: "Attached" };
  return { principal, action, resource, context };
}

/** Words from the policies' patterns, which likely include the required value of a variable. */
export function wordsOf(patterns: Iterable<Pattern>): string[] {
  const words = new Set<string>();
  for (const pattern of patterns) {
    const text = pattern.literal ?? pattern.tokens.map((token) => (token.kind === "char" ? token.char : "\n")).join("");
    for (const word of text.split(/[\n/:]+/)) if (word !== "") words.add(word);
    if (words.size > MOST_WORDS) break;
  }
  return [...words].reverse().slice(0, MOST_WORDS);
}

/** Requests that an outline may represent. `fresh` is a character that no pattern names. */
export function* concreteRequests(found: Outline, words: () => string[], fresh: string): Generator<Witness> {
  const outline = withCharacter(found, fresh);
  const samples = [outline.action, outline.resource, ...[...outline.keys.values()].flatMap(({ values }) => values)];
  const open = samples.some((sample) => sample.some((part) => typeof part !== "string"));
  const others = Math.max(0, ...[...outline.keys.values()].map((choice) => choice.others.length));
  for (let other = 0; other <= others; other += 1) {
    const fillings = open ? [...FILLINGS, ...words().map((word) => () => word)] : FILLINGS.slice(0, 1);
    for (const fill of fillings) {
      const request = build(outline, fill, other);
      if (request !== undefined) yield request;
    }
  }
}
