import type { Statement } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "#lib/templates/node.ts";
import type { TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import type { PolicyChange } from "./compare-versions.ts";
import { readPolicy } from "./read-policy.ts";
import type { CheckedResult } from "./result.ts";

type Read = Extract<TemplateReading, { ok: true }>;

/** What gives a role of the same template its document, and where it names the role. */
const HELD_BY: Readonly<Record<string, string>> = {
  "AWS::IAM::Policy": "Roles",
  "AWS::IAM::ManagedPolicy": "Roles",
  "AWS::IAM::RolePolicy": "RoleName",
};
/** What else a policy of those types may be given to. */
const OTHER_HOLDERS = ["Users", "Groups"];
/** These make a role that their own service takes, unless they say who may. */
const MAKES_A_ROLE = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];

/**
 * The resources whose new access a change need not answer for: roles that were not there before, which services alone may take, and what
 * only they hold (CloudFormation: by reference). None to whose policies another check objects, or where something could not be told;
 * none that is given all of a service on all resources. `before`: the versions before, whose resources are not new. By logical id.
 */
export function plainNewRoles(
  changes: readonly PolicyChange[],
  reading: Read,
  judged: readonly CheckedResult[],
  before: readonly TemplateReading[],
): ReadonlySet<string> {
  const objected = new Set([...judged.filter(objects).map(({ place }) => place.logicalId), ...gapsOf(reading)]);
  const left = new Set([...before.flatMap((one) => (one.ok ? [...resourcesOf(one).keys()] : [])), ...objected]);
  const held = new Map<string, PolicyChange[]>();
  for (const change of changes) {
    const { logicalId } = change.policy;
    held.set(logicalId, [...(held.get(logicalId) ?? []), change]);
  }
  const isPlainChange = ({ outcome, policy, given }: PolicyChange) =>
    outcome === "new" && !isBroad(policy) && (given === null || !objected.has(given.by));
  const isPlain = (id: string) => !left.has(id) && (held.get(id) ?? []).every(isPlainChange);
  const roles = [...held].filter(([id, of]) => isPlain(id) && isOfServices(of.map(({ policy }) => policy)));
  const plain = new Set(roles.map(([id]) => id));
  const resources = resourcesOf(reading);
  for (const [id, [first]] of held) {
    const key = first && HELD_BY[first.policy.resourceType];
    const properties = child(resources.get(id), "Properties");
    if (key === undefined || !properties || !isPlain(id)) continue;
    if (OTHER_HOLDERS.some((other) => child(properties, other))) continue;
    const named = child(properties, key);
    const holders = named?.kind === "array" ? items(named) : named ? [named] : [];
    if (holders.length > 0 && holders.every((holder) => plain.has(stringValue(child(holder, "Ref")) ?? "")))
      plain.add(id);
  }
  return plain;
}

function resourcesOf({ writtenOut, root }: Read) {
  return children(child(writtenOut ?? root, "Resources"));
}

/** A check that fails, or that could not be made; what it only advises is no objection. */
function objects({ verdict, reasons }: CheckedResult): boolean {
  if (verdict === "incomplete" || verdict === "error") return true;
  return verdict === "fail" && reasons.some(({ level }) => level === undefined);
}

function gapsOf({ incomplete }: Read): string[] {
  return incomplete.flatMap(({ logicalId }) => logicalId ?? []);
}

function isOfServices(policies: readonly TemplatePolicy[]): boolean {
  const trust = policies.filter(({ kind }) => kind === "trust");
  if (trust.length === 0) return policies.every(({ resourceType }) => MAKES_A_ROLE.includes(resourceType));
  return trust.every((policy) => allows(policy)?.every(({ principals }) => isServices(principals)) ?? false);
}

function isServices(principals: Statement["principals"]): boolean {
  return principals !== undefined && !principals.negated && principals.entries.every(({ kind }) => kind === "Service");
}

/** What is given in all of a service, or in more, on every resource: nobody can say that it is what a task needs. */
function isBroad(policy: TemplatePolicy): boolean {
  if (policy.kind !== "identity") return false;
  return allows(policy)?.some((statement) => isOnAll(statement) && isOfAll(statement)) ?? true;
}

function isOfAll({ actions }: Statement): boolean {
  return actions.negated || actions.patterns.some(({ text }) => /^\*$|^[^:]*:\*+$/.test(text));
}

function isOnAll({ resources }: Statement): boolean {
  return !resources || resources.negated || resources.patterns.some(({ text }) => /^\*+$/.test(text));
}

function allows(policy: TemplatePolicy): Statement[] | null {
  const reading = readPolicy(policy);
  return reading.kind === "read" ? reading.policy.statements.filter(({ effect }) => effect === "Allow") : null;
}
