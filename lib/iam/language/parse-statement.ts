import { STATEMENT_ELEMENTS } from "./elements.ts";
import { parseConditions } from "./parse-condition.ts";
import { parsePrincipals } from "./parse-principal.ts";
import type { Effect, Patterns, PolicyType, Principals, Statement, Version } from "./policy.ts";
import { kindOf, membersOf, type Path, type Problems, stringsOf } from "./problems.ts";
import type { Node } from "./source.ts";
import { parseTemplate } from "./template.ts";

type Members = Map<string, Node>;
type Place = { members: Members; node: Node; path: Path; version: Version; problems: Problems };

/** `*`, or service:name, both of which may include wildcards. */
export function actionFault(text: string): string | undefined {
  if (/^(?:[A-Za-z0-9_.*?-]+:[A-Za-z0-9_.*?-]+|\*+)$/.test(text)) return undefined;
  return /[^A-Za-z0-9_.:*?-]/.test(text)
    ? "contains a character that is not allowed in an action"
    : "is neither * nor service:action";
}

/** Why a text is not a Resource: `*`, a whole ARN, or one cut short by a wildcard at its end. */
export function resourceFault(text: string, version: Version): string | undefined {
  if (/^\*+$/.test(text)) return undefined;
  if (!text.startsWith("arn:")) return "is not an ARN";
  const fields = text.split(":");
  if (fields.length < 6 && !text.endsWith("*")) return "is not a complete ARN: it needs six colon-separated fields";
  if (version !== "2012-10-17") return undefined;
  const head = fields.slice(0, 5).join(":");
  if (head.includes("${")) return "has a policy variable before the fifth colon, where variables are not expanded";
  const pieces = parseTemplate(text, { variables: true, wildcards: true });
  return typeof pieces === "string" ? `cannot be read: ${pieces}` : undefined;
}

function pair(
  place: Place,
  name: "Action" | "Resource" | "Principal",
): { node: Node; negated: boolean; name: string } | undefined {
  const positive = place.members.get(name);
  const negative = place.members.get(`Not${name}`);
  if (positive !== undefined && negative !== undefined) {
    place.problems.add(
      `A statement can have ${name} or Not${name}, not both.`,
      [...place.path, `Not${name}`],
      negative,
    );
  }
  if (positive !== undefined) return { node: positive, negated: false, name };
  return negative === undefined ? undefined : { node: negative, negated: true, name: `Not${name}` };
}

function patternsOf(
  place: Place,
  name: "Action" | "Resource",
  fault: (text: string) => string | undefined,
): Patterns | undefined {
  const found = pair(place, name);
  if (found === undefined) return undefined;
  const path = [...place.path, found.name];
  const before = place.problems.list.length;
  const patterns: Patterns["patterns"] = [];
  for (const { text, span, path: at } of stringsOf(found.node, found.name, path, place.problems)) {
    const reason = fault(text);
    if (reason === undefined) patterns.push({ text, span });
    else place.problems.add(`${found.name}: ${JSON.stringify(text)} ${reason}.`, at(), { span });
  }
  if (patterns.length === 0 && place.problems.list.length === before) {
    place.problems.add(`${found.name} is empty.`, path, found.node);
  }
  return { negated: found.negated, patterns, span: found.node.span };
}

function principalsOf(place: Place, type: PolicyType): Principals | undefined {
  const found = pair(place, "Principal");
  const takes = type === "resource" || type === "resource_control";
  if (found === undefined) {
    if (takes)
      place.problems.add(`In policies of type ${type}, a statement needs a Principal.`, place.path, place.node);
    return undefined;
  }
  const path = [...place.path, found.name];
  if (!takes) {
    place.problems.add(`In policies of type ${type}, a statement cannot have ${found.name}.`, path, found.node);
    return undefined;
  }
  return parsePrincipals(found.node, found.negated, path, place.problems);
}

function effectOf(place: Place): Effect {
  const node = place.members.get("Effect");
  if (node?.kind === "string" && (node.value === "Allow" || node.value === "Deny")) return node.value;
  const found =
    node === undefined
      ? "it is missing"
      : node.kind === "string"
        ? `found ${JSON.stringify(node.value)}`
        : `found ${kindOf(node)}`;
  place.problems.add(`Effect must be Allow or Deny: ${found}.`, [...place.path, "Effect"], node ?? place.node);
  return "Deny";
}

function sidOf(place: Place): string | undefined {
  const node = place.members.get("Sid");
  if (node === undefined) return undefined;
  if (node.kind === "string") return node.value;
  place.problems.add(`Sid must be a string, not ${kindOf(node)}.`, [...place.path, "Sid"], node);
  return undefined;
}

/** Reads one statement. Faults go to `problems`, and the returned statement is then only a placeholder. */
export function parseStatement(
  node: Node,
  at: { index: number; path: Path; type: PolicyType; version: Version },
  problems: Problems,
): Statement | undefined {
  const members = membersOf(node, STATEMENT_ELEMENTS, "A statement", at.path, problems);
  if (members === undefined) return undefined;
  const place: Place = { members, node, path: at.path, version: at.version, problems };
  const effect = effectOf(place);
  const sid = sidOf(place);
  const principals = principalsOf(place, at.type);
  const actions = patternsOf(place, "Action", actionFault);
  const resources = patternsOf(place, "Resource", (text) => resourceFault(text, at.version));
  const condition = members.get("Condition");
  const conditions =
    condition === undefined ? [] : parseConditions(condition, at.version, [...at.path, "Condition"], problems);
  if (actions === undefined) {
    problems.add("A statement needs Action or NotAction.", at.path, node);
    return undefined;
  }
  return {
    index: at.index,
    ...(sid === undefined ? {} : { sid }),
    effect,
    actions,
    ...(resources === undefined ? {} : { resources }),
    ...(principals === undefined ? {} : { principals }),
    conditions,
    span: node.span,
  };
}
