import type { Node } from "#lib/iam/index.ts";
import { type Fact, factWords } from "#lib/templates/branch.ts";
import { child, items, stringValue, type TextNode } from "#lib/templates/node.ts";
import { isUnquoted } from "#lib/templates/yaml-readings.ts";
import { handedOn } from "./ambiguous-text.ts";
import type { Template } from "./template.ts";

/**
 * Prefix for the name of two values that cannot be compared here: they are equal or not. No parameter has such a name.
 */
export const COMPARISON = "Fn::Equals ";

const allowed = new WeakMap<Node, string[] | null>();

/** The values an open name may have; undefined if it may have any. */
export function allowedValues(name: string, template: Template): string[] | undefined {
  if (name.startsWith(COMPARISON)) return ["true", "false"];
  const declared = template.parameters.get(name);
  if (!declared || isListed(name, template) || isStored(name, template)) return undefined;
  const values = allowed.get(declared) ?? allowedIn(declared);
  allowed.set(declared, values);
  template.budget.steps -= values?.length ?? 0;
  return values ?? undefined;
}

function allowedIn(declared: Node): string[] | null {
  const values = items(child(declared, "AllowedValues"));
  const texts = values.flatMap((value) => ("value" in value ? [String(value.value)] : []));
  return texts.length > 0 && texts.length === values.length && !values.some(isUnquoted) ? [...new Set(texts)] : null;
}

/**
 * Whether a parameter is limited to values that are not listed individually: list types, and readings that YAML leaves
 * open.
 */
export function hasUnreadValues(name: string, template: Template): boolean {
  const declared = child(template.parameters.get(name), "AllowedValues");
  return declared !== undefined && allowedValues(name, template) === undefined;
}

/** The words for a fact, without the value of a `NoEcho` parameter. */
export function wordsFor(fact: Fact, { parameters }: Template): string {
  const noEcho = child(parameters.get(fact.name), "NoEcho");
  if (!noEcho || ("value" in noEcho && /^false$/i.test(String(noEcho.value)))) return factWords(fact);
  return `${fact.name} is ${"value" in fact ? "one" : "another"} of its values`;
}

/**
 * The value assumed for a parameter, otherwise its declared default. The default of a Parameter Store parameter is a
 * name, not its value.
 */
export function defaultValue(name: string, template: Template): string | undefined {
  const taken = template.defaults.get(name);
  if (taken !== undefined) return typeof taken !== "string" || isStored(name, template) ? undefined : taken;
  const fallback = child(template.parameters.get(name), "Default");
  return fallback && "value" in fallback && !isStored(name, template) ? String(fallback.value) : undefined;
}

/** Says why a parameter without a value and default is unknown here. */
export function whyUnknown(name: string, { defaults }: Template): string {
  const taken = defaults.get(name);
  return taken !== null && typeof taken === "object"
    ? `The value passed to "${name}" is uncertain. ${taken.unsure}`
    : `The parameter "${name}" has no value and no default. Give it a value.`;
}

/** The default of a parameter, if CloudFormation may read it differently from what is written. */
export function unsureDefault(name: string, { defaults, parameters }: Template): TextNode | undefined {
  const fallback = child(parameters.get(name), "Default");
  if (!fallback || defaults.get(name) !== undefined) return undefined;
  const text = fallback.kind === "number" ? handedOn(fallback) : fallback;
  return text.kind === "string" && isUnquoted(text) ? text : undefined;
}

export function isListed(name: string, template: Template): boolean {
  const type = typeOf(name, template);
  return type === "CommaDelimitedList" || type.startsWith("List<");
}

export function isStored(name: string, template: Template): boolean {
  return typeOf(name, template).startsWith("AWS::SSM::Parameter::Value<");
}

function typeOf(name: string, { parameters }: Template): string {
  return stringValue(child(parameters.get(name), "Type")) ?? "String";
}
