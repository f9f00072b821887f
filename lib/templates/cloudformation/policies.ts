import type { Node, Span } from "#lib/iam/index.ts";
import { policyDocument } from "../json-source.ts";
import { canonicalJson, child } from "../node.ts";
import type { Findings, Incomplete, Path, PolicyKind } from "../reading.ts";
import type { PolicyRow } from "./policy-table.ts";
import { type Gap, isValue, newTrace, type Resolution } from "./resolution.ts";
import { resolution } from "./resolve.ts";
import { type Template, TOO_MUCH } from "./template.ts";
import { type Place, walk } from "./walk.ts";

/** The resource whose policies are read, and where they go. */
export type Owner = {
  type: string;
  logicalId: string;
  node: Node;
  path: Path;
  template: Template;
  findings: Findings;
};

/** Reads every policy that one row of the table names in a resource. */
export function readRow(row: PolicyRow, owner: Owner): void {
  const properties = child(owner.node, "Properties");
  const env = resolution(owner.template, newTrace());
  const places: Place[] = properties
    ? walk(properties, row.path, owner.path, env)
    : [{ kind: "missing", path: owner.path, span: owner.node.span }];
  for (const place of places) {
    const policyName = nameOf(row, place, env);
    if (place.kind === "gap") addIncomplete(owner, row.kind, policyName, [place.gap]);
    if (place.kind === "missing" && row.required && isRequiredAt(row, place)) {
      const message = `${row.path.at(-1)} is missing.`;
      addIncomplete(owner, row.kind, policyName, [{ message, path: place.path, span: place.span }]);
    }
    if (place.kind === "found") readDocument(row, owner, place, policyName, env);
  }
}

/** The list that holds inline policies is optional; the document in each of its items is not. */
function isRequiredAt(row: PolicyRow, place: { path: Path }): boolean {
  const star = row.path.indexOf("*");
  return star === -1 || place.path.at(-1) === row.path.at(-1);
}

function nameOf(row: PolicyRow, place: Place, env: Resolution): string | null {
  const parent = place.kind === "found" || place.kind === "missing" ? place.parent : undefined;
  const name = row.name ? child(parent, row.name) : undefined;
  if (!name) return null;
  const outcome = env.resolve(name, [], { ...env, trace: newTrace() });
  return outcome.kind === "string" ? outcome.value : null;
}

function readDocument(
  row: PolicyRow,
  owner: Owner,
  place: Extract<Place, { kind: "found" }>,
  policyName: string | null,
  env: Resolution,
): void {
  const trace = newTrace(env.trace);
  const outcome = env.resolve(place.node, place.path, { ...env, trace });
  if (outcome.kind === "absent") return;
  if (!isValue(outcome)) {
    addIncomplete(owner, row.kind, policyName, trace.gaps);
    return;
  }
  const { path } = place;
  const { span } = place.node;
  const { budget } = owner.template;
  if (outcome.kind === "string") budget.steps -= Math.ceil(outcome.value.length / CHARACTERS_PER_STEP);
  const document = budget.steps > 0 ? policyDocument(outcome) : { ok: false as const, message: TOO_MUCH };
  if (!document.ok) {
    addIncomplete(owner, row.kind, policyName, [{ message: document.message, path, span }]);
    return;
  }
  const publicType = publicTypeOf(row, child(owner.node, "Properties"), env);
  const assumptions = [...trace.assumptions.values()];
  addPolicy(owner, { kind: row.kind, policyName, publicType, path, span, assumptions }, document.node);
}

/** Reading a document from a string makes a tree of about so many values. */
const CHARACTERS_PER_STEP = 8;

function publicTypeOf(row: PolicyRow, properties: Node | undefined, env: Resolution): string | null {
  const source = row.byArn && child(properties, row.byArn.property);
  if (!row.byArn || !source) return row.publicType;
  const outcome = env.resolve(source, [], { ...env, trace: newTrace() });
  const arn = outcome.kind === "string" ? outcome.value : "";
  return row.byArn.when.find(([pattern]) => pattern.test(arn))?.[1] ?? row.publicType;
}

type Described = {
  kind: PolicyKind;
  policyName: string | null;
  publicType: string | null;
  path: Path;
  span: Span;
  assumptions: Findings["policies"][number]["assumptions"];
};

export function addPolicy(owner: Owner, described: Described, node: Node): void {
  const { type, logicalId, findings } = owner;
  findings.policies.push({ resourceType: type, logicalId, ...described, node, text: canonicalJson(node) });
}

/** One entry per reason: a parameter that is used ten times in a policy is named once, at its first place. */
export function addIncomplete(owner: Owner, kind: PolicyKind, policyName: string | null, gaps: Gap[]): void {
  const first = new Map<string, Gap>();
  for (const gap of gaps) if (!first.has(gap.message)) first.set(gap.message, gap);
  const { type: resourceType, logicalId } = owner;
  const entries = [...first.values()].map((gap): Incomplete => ({ ...gap, resourceType, logicalId, policyName, kind }));
  owner.findings.incomplete.push(...entries);
}
