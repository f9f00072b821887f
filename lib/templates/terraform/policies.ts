import type { Node, Span } from "#lib/iam/index.ts";
import { withWholeArns } from "../api-resources.ts";
import { policyDocument } from "../json-source.ts";
import { policyLimit } from "../limits.ts";
import type { ReadNested } from "../nested/nested.ts";
import { canonicalJson, child, items, rowOf, stringValue } from "../node.ts";
import type { Assumption, Findings, Path, PolicyKind, TemplateOptions, TemplatePolicy } from "../reading.ts";
import { type Configuration, isConfigured } from "./configuration.ts";
import { holdersOf } from "./holders.ts";
import { type Place, places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import { whereOf } from "./plan-region.ts";
import type { PolicyRow } from "./policy-table.ts";
import type { Sources } from "./sources.ts";

export type Plan = {
  configuration: Configuration;
  sources: Sources;
  options: TemplateOptions;
  findings: Findings;
  nested: ReadNested;
  joined(resource: PlannedResource): readonly PlannedResource[] | null;
};

/** Reads every policy that one row of the table names in a planned resource. */
export function readRow(row: PolicyRow, resource: PlannedResource, plan: Plan): void {
  for (const place of places(resource.after, resource.unknown ?? "none", row.path, resource.path)) {
    const policyName = nameOf(row, place);
    const kind = kindOf(row, resource);
    if (kind === null) continue;
    const gap = { resource, plan, kind: kind ?? row.kind, policyName, path: place.path, span: resource.node.span };
    if (kind === undefined) {
      addIncomplete({ ...gap, message: "type is known only after the plan is applied." });
      continue;
    }
    if (place.kind === "unknown") addUnknown(row, place, gap);
    if (place.kind === "absent" && row.required) addIncomplete({ ...gap, message: `${row.path.at(-1)} is missing.` });
    if (place.kind !== "known" || !place.node) continue;
    const document = policyDocument(place.node);
    if (!document.ok) {
      addIncomplete({ ...gap, span: place.node.span, message: document.message });
      continue;
    }
    const before = documentBefore(row, resource, policyName);
    const publicType = publicTypeOf(row, resource);
    const arns = arnsOf(resource, plan.options);
    addPolicy({ ...gap, span: place.node.span, publicType, node: document.node, before, assumptions: [], ...arns });
  }
}

/** The kind of a policy: null if its type does not belong to IAM, undefined if the type is unknown. */
function kindOf({ byType, kind }: PolicyRow, { after, unknown }: PlannedResource): PolicyKind | null | undefined {
  if (!byType) return kind;
  const [place] = places(after, unknown ?? "none", ["type"], []);
  if (place?.kind === "unknown") return undefined;
  return rowOf(byType.kinds, stringValue(place?.node) ?? byType.default) ?? null;
}

/**
 * How a managed policy is attached: by its ARN if the plan knows it, otherwise by the ARN AWS makes from path and name.
 */
function arnsOf({ type, after, unknown }: PlannedResource, options: TemplateOptions): Pick<TemplatePolicy, "arns"> {
  if (type !== "aws_iam_policy") return {};
  const [arn, path, name] = ["arn", "path", "name"].map((attribute) => {
    const [place] = places(after, unknown ?? "none", [attribute], []);
    return place?.kind === "absent" ? "" : stringValue(place?.kind === "known" ? place.node : undefined);
  });
  if (arn) return { arns: [{ arn, defaults: [] }] };
  if (!name || path === undefined) return {};
  const { partition, account } = whereOf(options);
  return { arns: [{ arn: `arn:${partition}:iam::${account}:policy${path || "/"}${name}`, defaults: [] }] };
}

/** The name is next to the document; a block that is wholly unknown has none. */
function nameOf(row: PolicyRow, place: Place): string | null {
  const beside = place.path.at(-1) === row.path.at(-1);
  return (row.name && beside && stringValue(child(place.parent, row.name))) || null;
}

/**
 * An unknown value is never taken for absent, with one exception: AWS fills in an attribute that the plan's
 * configuration does not set, so it contains no policy of the author's. A block may still come from `dynamic`.
 */
function addUnknown(row: PolicyRow, place: Place, gap: Omit<Gap, "message">): void {
  const attribute = row.path[0] ?? "";
  const { resource, plan } = gap;
  const unset =
    place.path.length === resource.path.length + 1 && isConfigured(plan.configuration, resource, attribute) === false;
  if (!unset) {
    addIncomplete({ ...gap, message: `${row.path.at(-1)} is known only after the plan is applied.` });
  } else if (row.block) {
    const message = `${attribute} is known only after the plan is applied. The configuration does not set it, except possibly in a dynamic block, which plans do not show.`;
    addIncomplete({ ...gap, message, unset: true });
  }
}

function documentBefore(row: PolicyRow, resource: PlannedResource, policyName: string | null): Node | undefined {
  const [attribute = "", star] = row.path;
  const value = child(resource.before, attribute);
  const same = (each: Node) => !row.name || stringValue(child(each, row.name)) === policyName;
  const source = star === "*" ? child(items(value).find(same), row.path[2] ?? "") : value;
  const document = source && policyDocument(source);
  return document?.ok ? document.node : undefined;
}

function publicTypeOf(row: PolicyRow, resource: PlannedResource): string | null {
  const arn = row.byArn ? (stringValue(child(resource.after, row.byArn.attribute)) ?? "") : "";
  return row.byArn?.when.find(([pattern]) => pattern.test(arn))?.[1] ?? row.publicType;
}

type Gap = {
  resource: PlannedResource;
  plan: Plan;
  kind?: PolicyKind;
  policyName: string | null;
  path: Path;
  span: Span;
  message: string;
  unset?: true;
};

export function addIncomplete({ resource, plan, ...described }: Gap): void {
  plan.findings.incomplete.push({ ...described, resourceType: resource.type, logicalId: resource.address });
}

type Found = Omit<Gap, "message" | "unset"> & {
  kind: PolicyKind;
  publicType: string | null;
  node: Node;
  before: Node | undefined;
  assumptions: Assumption[];
} & Pick<TemplatePolicy, "arns">;

export function addPolicy({ resource, plan, before, ...described }: Found): void {
  const owner = { resourceType: resource.type, logicalId: resource.address };
  const node = withWholeArns(described.node, resource.type);
  const text = canonicalJson(node);
  const limit = policyLimit(node, text);
  if (limit) {
    const { kind, policyName, path, span } = described;
    addIncomplete({ resource, plan, kind, policyName, path, span, message: limit });
    return;
  }
  const wholeBefore = before && { before: withWholeArns(before, resource.type) };
  plan.findings.policies.push({
    ...described,
    ...owner,
    node,
    text,
    ...wholeBefore,
    ...holdersOf(resource, plan),
  });
}
