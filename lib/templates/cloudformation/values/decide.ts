import type { Node } from "#lib/iam/index.ts";
import { BEHIND, type Fact } from "#lib/templates/branch.ts";
import { canonicalJson, stringValue } from "#lib/templates/node.ts";
import type { Path } from "#lib/templates/reading.ts";
import { areSameText, readings } from "#lib/templates/yaml-readings.ts";
import { Split } from "./explore.ts";
import { expressionName } from "./expression-name.ts";
import { absorb, gap, isValue, newTrace, type Resolution } from "./outcome.ts";
import { allowedValues, COMPARISON, defaultValue, wordsFor } from "./parameters.ts";
import { intrinsicOf } from "./parse-intrinsic.ts";
import { TOO_MUCH } from "./template.ts";

/**
 * A value that decides something. It is `known` only if no default or other assumption contributes to it. Otherwise it
 * is `open`: a parameter is named by its name, any other expression by its content. `likely` is its value under the
 * defaults.
 */
export type Operand = Known | ({ kind: "open" } & Open);
/** `worldly`: the value may differ in another world. */
type Known = { kind: "known"; node: Node; worldly: boolean };
type Open = { name: string; likely: string | undefined; source: Node };

/** An expression as an operand in this world; undefined with a gap if it has no value at all. */
export function operand(node: Node, path: Path, env: Resolution): Operand | undefined {
  const parameter = parameterIn(node, env);
  const fact = parameter === undefined ? undefined : env.world.get(parameter);
  if (parameter !== undefined && isOpen(parameter, fact, env)) {
    return { kind: "open", name: parameter, likely: defaultValue(parameter, env.template), source: node };
  }
  const trace = newTrace();
  const outcome = env.resolve(node, path, { ...env, trace });
  if (env.template.budget.steps <= 0) gap(env, TOO_MUCH, path, node);
  else if (outcome.kind === "absent") gap(env, "A value is expected here.", path, node);
  else if (isValue(outcome) && trace.assumptions.size === 0) {
    absorb(env.trace, trace);
    return { kind: "known", node: outcome, worldly: trace.facts.size > 0 };
  } else {
    const likely = outcome.kind === "string" ? outcome.value : undefined;
    // If this world decides part of the expression, the result applies to this world only.
    absorb(env.trace, { facts: trace.facts, assumptions: new Map(), labels: new Map() });
    return { kind: "open", name: parameter ?? expressionOf(node, env), likely, source: node };
  }
  return undefined;
}

function expressionOf(node: Node, { template }: Resolution): string {
  const name = expressionName(node, template);
  template.expressions.set(name, { parts: [node], likely: (env) => stringValue(likelyValue(node, env)) });
  return name;
}

/** The value of an expression under the defaults, if they are allowed here. */
function likelyValue(node: Node, env: Resolution): Node | undefined {
  const outcome = env.resolve(node, [], env);
  return isValue(outcome) ? outcome : undefined;
}

/** Whether a parameter may have several values in this world; only the values asked about are distinguished. */
function isOpen(name: string, fact: Fact | undefined, { template }: Resolution): boolean {
  if (fact) return "noneOf" in fact;
  return !template.given.has(name) && allowedValues(name, template) !== undefined;
}

/** The parameter or pseudo parameter, if the expression is nothing more. */
function parameterIn(node: Node, { template }: Resolution): string | undefined {
  const intrinsic = intrinsicOf(node);
  const argument = stringValue(intrinsic?.argument);
  const name = intrinsic?.name === "Fn::Sub" ? /^\$\{([^!}]+)\}$/.exec(argument ?? "")?.[1]?.trim() : argument;
  if (intrinsic?.name !== "Ref" && intrinsic?.name !== "Fn::Sub") return undefined;
  return name !== undefined && (template.parameters.has(name) || name.startsWith("AWS::")) ? name : undefined;
}

/** Whether two operands are equal in this world. */
export function areEqual(left: Operand, right: Operand, env: Resolution): boolean {
  const known = left.kind === "known" && right.kind === "known" ? sameValue(left.node, right.node) : undefined;
  if (known !== undefined) return known;
  if (left.kind === "open" && right.kind === "open" && left.name === right.name) return true;
  const [open, other] = left.kind === "open" ? [left, right] : [right, left];
  if (open.kind === "open" && other.kind === "known" && other.node.kind === "string") {
    const [text, ...others] = readings(other.node);
    if (others.length === 0) return isText(open, text, env);
    // Even if one value matches a possible reading of the other, whether it is that reading stays open.
    if (![text, ...others].some((each) => isText(open, each, env))) return false;
  }
  return holdsBetween(left, right, env);
}

/** Whether two values are equal about which this world can only say that they are equal, or are not. */
function holdsBetween(left: Operand, right: Operand, env: Resolution): boolean {
  const both = [left, right].map((each) => (each.kind === "open" ? each.name : canonicalJson(each.node))).sort();
  const words = JSON.stringify(both.map((name) => name.split(BEHIND)[0]));
  const name = `${COMPARISON}${words}${BEHIND}${both.join(BEHIND)}`;
  const parts = [left, right].map((each) => (each.kind === "open" ? each.source : each.node));
  env.template.expressions.set(name, {
    parts,
    likely: (own) => {
      const [one, other] = parts.map((part) => likelyValue(part, own));
      const same = one && other && sameValue(one, other);
      return same === undefined ? undefined : String(same);
    },
  });
  const [one, other] = [left, right].map((each) => (each.kind === "open" ? each.likely : stringValue(each.node)));
  const likely = one === undefined || other === undefined ? undefined : String(one === other);
  return isText({ name, likely }, "true", env);
}

function sameValue(left: Node, right: Node): boolean | undefined {
  if (left.kind === "string" && right.kind === "string") return areSameText(left, right);
  return canonicalJson(left) === canonicalJson(right);
}

function isText({ name, likely }: Omit<Open, "source">, text: string, env: Resolution): boolean {
  const all = allowedValues(name, env.template);
  const fact = env.world.get(name);
  if (fact) env.trace.facts.set(name, fact);
  if (fact && "value" in fact) return fact.value === text;
  const noneOf = fact?.noneOf ?? [];
  if (noneOf.includes(text) || (all && !all.includes(text))) return false;
  const rest = all?.filter((value) => value !== text && !noneOf.includes(value));
  const is: Fact = { name, value: text };
  const others: Fact[] = rest?.length === 0 ? [] : [otherThan(name, [...noneOf, text], rest)];
  throw new Split(likely === undefined || likely === text ? [is, ...others] : [...others, is]);
}

function otherThan(name: string, noneOf: string[], rest: string[] | undefined): Fact {
  const [only, ...more] = rest ?? [];
  return only !== undefined && more.length === 0 ? { name, value: only } : { name, noneOf };
}

/**
 * Which of some texts an operand is in this world, or the first it may be read as; undefined if it is none of them. It
 * may be none only with `orNone`, or from the start: otherwise such a world cannot be deployed and does not exist.
 */
export function whichOf(found: Operand, texts: Texts, orNone: boolean, env: Resolution): string | undefined {
  if (found.kind === "known") {
    const text = found.node.kind === "string" ? readings(found.node).find((each) => texts.has(each)) : undefined;
    if (text !== undefined) return text;
    return orNone || !found.worldly ? undefined : nowhere();
  }
  env.template.budget.steps -= texts.size;
  const { name, likely } = found;
  const fact = env.world.get(name);
  if (fact) env.trace.facts.set(name, fact);
  if (fact && "value" in fact) return texts.has(fact.value) ? worded(fact) : orNone ? undefined : nowhere();
  const noneOf = fact?.noneOf ?? [];
  const all = allowedValues(name, env.template);
  const possible = [...texts.keys()].filter((text) => !noneOf.includes(text) && (all?.includes(text) ?? true));
  if (possible.length === 0) return orNone || !fact ? undefined : nowhere();
  const first = possible.sort((a, b) => Number(b === likely) - Number(a === likely));
  const rest = all?.filter((value) => !texts.has(value) && !noneOf.includes(value));
  const none = orNone && rest?.length !== 0 ? [otherThan(name, [...new Set([...noneOf, ...texts.keys()])], rest)] : [];
  throw new Split([...first.map((value): Fact => ({ name, value })), ...none]);

  function worded(known: Fact & { value: string }): string {
    env.trace.labels.set(name, wordsFor(known, env.template));
    return known.value;
  }
}

type Texts = { size: number; has(text: string): boolean; keys(): Iterable<string> };

/** Ends a world that cannot be deployed. */
export function nowhere(): never {
  throw new Split([]);
}

/**
 * A parameter's value in this world; undefined if neither the world nor the template decides it. Splits into all values
 * the template allows, because each may be deployed, not only the default.
 */
export function settled(name: string, env: Resolution): string | undefined {
  const fact = env.world.get(name);
  if (fact) env.trace.facts.set(name, fact);
  if (fact && "value" in fact) {
    env.trace.labels.set(name, wordsFor(fact, env.template));
    return fact.value;
  }
  const rest = allowedValues(name, env.template)?.filter((value) => !fact?.noneOf.includes(value));
  if (!rest || (!fact && rest.length === 1)) return rest?.[0];
  const fallback = defaultValue(name, env.template);
  const first = rest.sort((a, b) => Number(b === fallback) - Number(a === fallback));
  throw new Split(first.map((value) => ({ name, value })));
}
