import { evaluate, type Node, type Policy, type ServiceFacts, type Statement } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "#lib/templates/node.ts";
import type { TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import { combinedPolicies } from "./combined-policies.ts";
import type { PolicyChange } from "./compare-versions.ts";
import { escalationsOf } from "./escalations.ts";
import { reachesEveryResource } from "./open-reach.ts";
import { DEFAULT_ACCOUNT } from "./profile.ts";
import { readPolicy } from "./read-policy.ts";
import type { CheckedResult } from "./result.ts";
import { ANY_NAME, atMost, givesWholeService, written } from "./whole-service.ts";

/** Actions that assume another identity, and which identity if none is named. */
const WAYS = [
  { action: "sts:AssumeRole", whom: `role/${ANY_NAME}` },
  { action: "sts:AssumeRoot", whom: "root" },
];

/** An account that no policy would name. */
const ANY_ACCOUNT = "000000000000";

/**
 * Whether policies together allow assuming any role of an account, or any root user, whose permissions these policies
 * do not show. Ignores Denies and conditions.
 */
function mayBecomeAny(policies: readonly Policy[]): boolean {
  const most = policies.map(atMost);
  const arns = most.flatMap(({ statements }) =>
    statements.flatMap(({ resources }) => resources?.patterns.map(({ text }) => text) ?? ["*"]),
  );
  return WAYS.some(({ action, whom }) =>
    [...new Set(arns)].some((arn) => {
      const [, partition, , region, account] = arn.split(":");
      const owner = written(account, whom === "root" ? ANY_ACCOUNT : DEFAULT_ACCOUNT);
      if (whom === "root" && owner !== ANY_ACCOUNT) return false;
      const resource = ["arn", written(partition, "aws"), "iam", written(region, ""), owner, whom].join(":");
      const request = { principal: { kind: "Attached" } as const, action, resource, context: {} };
      return evaluate(most, request).decision === "allowed";
    }),
  );
}

type Read = Extract<TemplateReading, { ok: true }>;

/** `before`: the previous versions, whose resources are not new. `attached`: attached policies with known text. */
type Around = {
  before: readonly TemplateReading[];
  attached: readonly TemplatePolicy[];
  facts: ServiceFacts | undefined;
};

/** Resource types that give a role its policy document, with the property that names the role. */
const HELD_BY: Readonly<Record<string, string>> = {
  "AWS::IAM::Policy": "Roles",
  "AWS::IAM::ManagedPolicy": "Roles",
  "AWS::IAM::RolePolicy": "RoleName",
};
/** Properties that name other holders of these policy types. */
const OTHER_HOLDERS = ["Users", "Groups"];
/** These create a role that their own service assumes, unless the template says who may. */
const MAKES_A_ROLE = ["AWS::Serverless::Function", "AWS::Serverless::StateMachine"];

/**
 * Logical ids whose new access a change need not answer for: new roles for services alone, and policies only they hold
 * (CloudFormation: by reference). Excludes objections, unknowns, escalation paths, whole services, S3 or resource
 * policies on all, and any role.
 */
export function plainNewRoles(
  changes: readonly PolicyChange[],
  reading: Read,
  judged: readonly CheckedResult[],
  { before, attached, facts }: Around,
): ReadonlySet<string> {
  const objected = new Set([...judged.filter(objects).map(({ place }) => place.logicalId), ...gapsOf(reading)]);
  const left = new Set([...before.flatMap((one) => (one.ok ? [...resourcesOf(one).keys()] : [])), ...objected]);
  const resources = resourcesOf(reading);
  const given = [...changes.flatMap((change) => givenBy(change, reading)), ...givenBeside(reading, resources)];
  const open = [...reading.policies, ...attached, ...given].filter(({ logicalId }) => !left.has(logicalId));
  for (const id of [...escalationsOf(open).map(({ resource }) => resource), ...broadIn(open, facts)]) left.add(id);
  const held = new Map<string, PolicyChange[]>();
  for (const change of changes) {
    const { logicalId } = change.policy;
    held.set(logicalId, [...(held.get(logicalId) ?? []), change]);
  }
  const isPlainChange = ({ outcome, given }: PolicyChange) =>
    outcome === "new" && (given === null || !objected.has(given.by));
  const isPlain = (id: string) => !left.has(id) && (held.get(id) ?? []).every(isPlainChange);
  const trust = reading.policies.filter(({ kind }) => kind === "trust");
  const roles = [...held].filter(([id, of]) => {
    const own = trust.filter(({ logicalId }) => logicalId === id);
    return isPlain(id) && (own.length > 0 ? own.every(isOfServices) : of.every(makesARole));
  });
  const plain = new Set(roles.map(([id]) => id));
  for (const [id, [first]] of held) {
    const resource = resources.get(id);
    const holders = first ? holdersOf(first.policy, resource) : [];
    const isOfOthers = OTHER_HOLDERS.some((other) => child(child(resource, "Properties"), other));
    if (holders.length === 0 || isOfOthers || !isPlain(id)) continue;
    if (holders.every((holder) => holder !== null && plain.has(holder))) plain.add(id);
  }
  return plain;
}

function resourcesOf({ writtenOut, root }: Read) {
  return children(child(writtenOut ?? root, "Resources"));
}

/** A check that fails or could not be made. Advice alone is no objection. */
function objects({ verdict, reasons }: CheckedResult): boolean {
  if (verdict === "incomplete" || verdict === "error") return true;
  return verdict === "fail" && reasons.some(({ level }) => level === undefined);
}

function gapsOf({ incomplete }: Read): string[] {
  return incomplete.flatMap(({ logicalId }) => logicalId ?? []);
}

/** An existing policy newly given to someone, as the holder's own policy in each of its branches. */
function givenBy({ policy: { logicalId }, given }: PolicyChange, { policies }: Read): TemplatePolicy[] {
  return policies.filter((one) => one.logicalId === given?.by).map((one) => ({ ...one, logicalId }));
}

/** The policies that policy resources of a template give to its roles, as policies of those roles. */
function givenBeside({ policies }: Read, resources: ReadonlyMap<string, Node>): TemplatePolicy[] {
  return policies.flatMap((policy) => {
    const holders = holdersOf(policy, resources.get(policy.logicalId));
    return holders.flatMap((holder) => (holder === null ? [] : [{ ...policy, logicalId: holder }]));
  });
}

/** The roles that a policy resource names; null for a role it does not name by reference. */
function holdersOf({ resourceType }: TemplatePolicy, resource: Node | undefined): (string | null)[] {
  const key = HELD_BY[resourceType];
  const named = key === undefined ? undefined : child(child(resource, "Properties"), key);
  const holders = named?.kind === "array" ? items(named) : named ? [named] : [];
  return holders.map((holder) => stringValue(child(holder, "Ref")) ?? null);
}

function broadIn(policies: readonly TemplatePolicy[], facts: ServiceFacts | undefined): string[] {
  const isBroad = (one: readonly Policy[]) =>
    givesWholeService(one, facts) || reachesEveryResource(one, facts) || mayBecomeAny(one);
  const broad = combinedPolicies(policies).filter(({ cases }) => cases.some(isBroad));
  return broad.map(({ resource }) => resource);
}

function makesARole({ policy }: PolicyChange): boolean {
  return MAKES_A_ROLE.includes(policy.resourceType);
}

function isOfServices(trust: TemplatePolicy): boolean {
  const reading = readPolicy(trust);
  if (reading.kind !== "read") return false;
  const allows = reading.policy.statements.filter(({ effect }) => effect === "Allow");
  return allows.every(({ principals }) => isServices(principals));
}

function isServices(principals: Statement["principals"]): boolean {
  return principals !== undefined && !principals.negated && principals.entries.every(({ kind }) => kind === "Service");
}
