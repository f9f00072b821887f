import type { Node } from "#lib/iam/index.ts";
import type { NestedSource } from "../nested/nested.ts";
import { type NestedFindings, nestedFindings, type Outer } from "../nested/nested-findings.ts";
import { child, children, items, rowOf, stringValue } from "../node.ts";
import type { Path } from "../reading.ts";
import { branchOf, caseOf } from "./cases.ts";
import { exploreAll } from "./explore.ts";
import { type Owner, seeGaps } from "./report.ts";
import { absorb, afresh, newTrace, type Outcome, type Resolution } from "./resolution.ts";

/** What a resource type deploys, for people, and the values that it gives to the parameters, each list in one deployment. */
type Nested = { what: string; parameters(properties: Node): Given[] };
type Given = ReadonlyMap<string, Node>;

const NESTED: Record<string, Nested> = {
  "AWS::CloudFormation::Stack": {
    what: "nested stack",
    parameters: (properties) => [children(child(properties, "Parameters"))],
  },
  "AWS::CloudFormation::StackSet": { what: "stack set", parameters: parametersOfStackSet },
};

export const NESTING_TYPES = Object.keys(NESTED);

/** Groups of instances may have values of their own in place of those of the stack set. */
function parametersOfStackSet(properties: Node): Given[] {
  const common = listed(child(properties, "Parameters"));
  const groups = items(child(properties, "StackInstancesGroup")).map((group) => {
    return new Map([...common, ...listed(child(group, "ParameterOverrides"))]);
  });
  return groups.length > 0 ? groups : [common];
}

function listed(list: Node | undefined): Map<string, Node> {
  return new Map(
    items(list).flatMap((each): [string, Node][] => {
      const [name, value] = [stringValue(child(each, "ParameterKey")), child(each, "ParameterValue")];
      return name === undefined || !value ? [] : [[name, value]];
    }),
  );
}

/** Reads the templates that a resource deploys, and gives the properties in which they are. What can not be read is a gap. */
export function readNestedStacks(owner: Owner): string[] {
  const nested = rowOf(NESTED, owner.type);
  if (nested) readNestedIn(owner, nested);
  return nested ? ["TemplateBody"] : [];
}

function readNestedIn(owner: Owner, nested: Nested): void {
  const properties = child(owner.node, "Properties");
  const property = child(properties, "TemplateBody") ? "TemplateBody" : "TemplateURL";
  const named = child(properties, property);
  const place = { path: [...owner.path, ...(named ? [property] : [])], span: (named ?? properties ?? owner.node).span };
  const unread = (why: string, env: Resolution) => {
    const message = `The template of a ${nested.what} is not part of this template, and the policies in it are not read. ${why}`;
    seeGaps(owner, { policyName: null }, [{ message, ...place }], env);
  };
  if (!properties || !named) {
    unread(BY_ITSELF, owner.env);
    return;
  }
  const met = new Set<string>();
  for (const given of nested.parameters(properties)) {
    const leaves = exploreAll(afresh(owner.env), (own) => sourceIn({ named, property, place, given }, own));
    if (typeof leaves === "string") unread(leaves, owner.env);
    for (const { env, result } of typeof leaves === "string" ? [] : leaves) {
      const read = typeof result === "string" ? { ok: false as const, message: result } : env.template.nested(result);
      if (read.ok) add(owner, nestedFindings(read.reading, read.alone, outerOf(owner, place, env)), met);
      else unread(read.message, env);
    }
  }
}

const BY_ITSELF = "Check it by itself.";

type Place = Pick<Outer, "path" | "span">;

function outerOf({ logicalId, type: resourceType }: Owner, place: Place, env: Resolution): Outer {
  const assumptions = [...env.trace.assumptions.values()];
  return { ...place, logicalId, resourceType, assumptions, branch: branchOf([caseOf(env)], env.template) };
}

/** Several groups of one stack set may come to the same. */
function add({ findings }: Owner, found: NestedFindings, met: Set<string>): void {
  const isNew = (one: object) => {
    const { node: _, within: __, ...said } = one as Record<string, unknown>;
    const key = JSON.stringify(said);
    return !met.has(key) && met.add(key);
  };
  findings.policies.push(...found.policies.filter(isNew));
  findings.incomplete.push(...found.incomplete.filter(isNew));
  findings.attachments.push(...found.attachments.filter(isNew));
  findings.neverMade = [...(findings.neverMade ?? []), ...found.neverMade.filter(isNew)];
}

type Asked = { named: Node; property: string; place: Place; given: Given };

/** The template that a value names in a world, with the values of its parameters there, or why it is not known. */
function sourceIn({ named, property, place, given }: Asked, env: Resolution): NestedSource | string {
  const outcome = env.resolve(named, place.path, env);
  if (outcome.kind === "unresolved") return env.trace.gaps[0]?.message ?? BY_ITSELF;
  if (outcome.kind !== "string") return `${property} must be a text.`;
  if (property === "TemplateURL" && /^[a-z][a-z\d+.-]*:/i.test(outcome.value)) return BY_ITSELF;
  const source = property === "TemplateURL" ? { file: outcome.value } : { text: outcome.value };
  return { ...source, ...valuesIn(given, place.path, env) };
}

/** What is assumed of a value, a default or a name that AWS makes, is only taken for it in the nested template too. */
function valuesIn(given: Given, path: Path, env: Resolution): Pick<NestedSource, "parameters" | "defaults"> {
  const parameters: Record<string, string> = {};
  const defaults: Record<string, string | null> = {};
  for (const [name, value] of given) {
    const trace = newTrace();
    const outcome = env.resolve(value, path, { ...env, trace });
    absorb(env.trace, trace);
    const text = textOf(outcome);
    if (outcome.kind === "absent") continue;
    if (text !== undefined && trace.assumptions.size === 0) parameters[name] = text;
    else defaults[name] = text ?? null;
  }
  return { parameters, defaults };
}

/** A list is handed on with commas. */
function textOf(outcome: Outcome): string | undefined {
  if (outcome.kind === "string") return outcome.value;
  if (outcome.kind !== "array") return undefined;
  const texts = outcome.items.flatMap((item) => stringValue(item) ?? []);
  return texts.length === outcome.items.length ? texts.join(",") : undefined;
}
