import type { Node } from "#lib/iam/index.ts";
import type { NestedSource, Read } from "../nested/nested.ts";
import { nestedFindings } from "../nested/nested-findings.ts";
import { children, rowOf, stringValue } from "../node.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import { addIncomplete, type Plan } from "./policies.ts";

/**
 * Resource types that deploy a CloudFormation template: the attributes with the template and with its parameter values.
 */
type Stack = { body: string; parameters: string };
const STACKS: Record<string, Stack> = {
  aws_cloudformation_stack: { body: "template_body", parameters: "parameters" },
  aws_cloudformation_stack_set: { body: "template_body", parameters: "parameters" },
};

export const STACK_TYPES = Object.keys(STACKS);

const TEMPLATE = "The template that this resource deploys is not part of the plan, so its policies are not read.";

/**
 * Reads the template a planned resource deploys, and returns the attributes that contain it. An unreadable template is
 * a gap.
 */
export function readStack(resource: PlannedResource, plan: Plan): string[] {
  const row = rowOf(STACKS, resource.type);
  if (row) readStackIn(resource, row, plan);
  return row ? [row.body] : [];
}

function readStackIn(resource: PlannedResource, row: Stack, plan: Plan): void {
  const [body] = places(resource.after, resource.unknown ?? "none", [row.body], resource.path);
  const place = { path: body?.node ? body.path : resource.path, span: (body?.node ?? resource.node).span };
  const unread = (why: string) => addIncomplete({ resource, plan, policyName: null, ...place, message: why });
  const values = valuesOf(resource, row.parameters);
  const source = values && sourceOf(body?.node, values);
  if (!source) {
    const isOpen = !values || body?.kind === "unknown";
    unread(isOpen ? `${TEMPLATE} It is known only after the plan is applied.` : TEMPLATE);
    return;
  }
  const read = plan.nested(source);
  if (!read.ok) {
    unread(`The policies in the template that this resource deploys are not read: ${read.message}`);
    return;
  }
  const outer = {
    ...place,
    logicalId: resource.address,
    resourceType: resource.type,
    assumptions: [],
    branch: undefined,
  };
  const found = nestedFindings(read.reading, null, outer);
  const { policies, incomplete, attachments, links, resources, keptOut, neverMade } = found;
  const before = readBefore(resource, row, plan);
  plan.findings.policies.push(
    ...policies.map((policy, index) => {
      const same = before?.policies.find((each) => isSame(each, read.reading.policies[index]));
      return { ...policy, ...(same && { before: same.node }) };
    }),
  );
  plan.findings.incomplete.push(...incomplete);
  plan.findings.attachments.push(...attachments);
  plan.findings.keptOut = [...(plan.findings.keptOut ?? []), ...keptOut];
  plan.findings.links.push(...links);
  plan.findings.resources.push(...resources);
  plan.findings.neverMade = [...(plan.findings.neverMade ?? []), ...neverMade];
}

type Found = Read["policies"][number];

/** Whether two versions of a template contain the same policy: by its id, name and kind, in the same branch. */
export function isSame(one: Found, other: Found | undefined): boolean {
  return (
    one.logicalId === other?.logicalId &&
    one.policyName === other.policyName &&
    one.kind === other.kind &&
    one.branch?.words === other.branch?.words
  );
}

function readBefore({ before }: PlannedResource, { body, parameters }: Stack, plan: Plan): Read | null {
  const values = children(before);
  const given = new Map([...children(values.get(parameters))].flatMap(([name, value]) => textOf(name, value)));
  const source = sourceOf(values.get(body), { parameters: Object.fromEntries(given), defaults: {} });
  const read = source && plan.nested(source);
  return read?.ok ? read.reading : null;
}

type Values = Pick<NestedSource, "parameters" | "defaults">;

function sourceOf(body: Node | undefined, values: Values): NestedSource | null {
  const text = stringValue(body) ?? "";
  return text === "" ? null : { text, ...values };
}

/**
 * The values of the parameters; a value that only the apply decides is unknown. Undefined if the apply decides all of
 * them.
 */
function valuesOf(resource: PlannedResource, attribute: string): Values | undefined {
  const unknown = resource.unknown ?? "none";
  if (isMade(resource.unknown, attribute)) return undefined;
  const names = [resource.after, resource.unknown].flatMap((each) => [
    ...children(children(each).get(attribute)).keys(),
  ]);
  const parameters: Record<string, string> = {};
  const defaults: Record<string, string | null> = {};
  for (const name of new Set(names)) {
    const [place] = places(resource.after, unknown, [attribute, name], []);
    const [known] = place?.kind === "known" && place.node ? textOf(name, place.node) : [];
    if (known) parameters[name] = known[1];
    else defaults[name] = null;
  }
  return { parameters, defaults };
}

function isMade(unknown: Node | undefined, attribute: string): boolean {
  const mask = children(unknown).get(attribute);
  return mask?.kind === "boolean" && mask.value;
}

function textOf(name: string, value: Node): [string, string][] {
  return "value" in value ? [[name, String(value.value)]] : [];
}
