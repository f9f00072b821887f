import type { Node } from "#lib/iam/index.ts";
import type { Branch } from "../branch.ts";
import type { Attachment, Findings, Holder, Incomplete, Link, Path, TemplatePolicy } from "../reading.ts";
import { areApart, branchOf, type Case, caseOf } from "./values/cases.ts";
import { defaultsIn, type Gap, type Resolution } from "./values/outcome.ts";
import type { Template } from "./values/template.ts";

/**
 * The resource whose policies are read, the world in which they are read, where findings go, and what was found in each
 * world.
 */
export type Owner = {
  type: string;
  logicalId: string;
  node: Node;
  path: Path;
  env: Resolution;
  findings: Findings;
  seen: Seen;
};

export type Seen = {
  policies: Sighting<Policy>[];
  unread: Sighting<Unread>[];
  attached: Sighting<Attached>[];
  arns: Sighting<Named>[];
  holders: Sighting<Held>[];
  links: Sighting<Linked>[];
  names: Sighting<string[]>[];
};
type Sighting<Value> = { key: string; value: Value; case: Case };

export type Policy = Omit<TemplatePolicy, "resourceType" | "logicalId" | "branch" | "before" | "arns" | "holders">;
type Unread = Gap & Pick<Incomplete, "kind" | "policyName">;
type Named = { arn: string; defaults: string[] };
type Held = Omit<Holder, "branch">;
type Linked = { kind: Link["kind"]; of: Held; to: Held };
type Attached = Pick<Attachment, "arn" | "path" | "span" | "assumptions">;

export function nothingSeen(): Seen {
  return { policies: [], unread: [], attached: [], arns: [], holders: [], links: [], names: [] };
}

export function seePolicy({ seen }: Owner, value: Policy, env: Resolution): void {
  const key = JSON.stringify([value.kind, value.policyName, value.publicType, value.text]);
  seen.policies.push({ key, value, case: caseOf(env) });
}

/** Records one entry per reason: a parameter used ten times in a policy is listed once, at its first place. */
export function seeGaps(
  { seen }: Owner,
  about: Pick<Incomplete, "kind" | "policyName">,
  gaps: Gap[],
  env: Resolution,
): void {
  const first = new Map<string, Gap>();
  for (const gap of gaps) if (!first.has(gap.message)) first.set(gap.message, gap);
  for (const gap of first.values()) {
    const key = JSON.stringify([about.kind, about.policyName, gap.message]);
    seen.unread.push({ key, value: { ...gap, ...about }, case: caseOf(env) });
  }
}

/** Records an attachment. If the ARN is unknown, each place counts as a separate attachment. */
export function seeAttached({ seen }: Owner, value: Attached, env: Resolution): void {
  seen.attached.push({ key: value.arn ?? JSON.stringify(value.path), value, case: caseOf(env) });
}

export function seeArn({ seen }: Owner, arn: string, env: Resolution): void {
  const value = { arn, defaults: defaultsIn(env).map(({ name }) => name) };
  seen.arns.push({ key: JSON.stringify(value), value, case: caseOf(env) });
}

export function seeHolder({ seen }: Owner, value: Held, env: Resolution): void {
  seen.holders.push({ key: JSON.stringify([value.name, value.resource?.name]), value, case: caseOf(env) });
}

/** Records which parameter defaults, met on the way to a value, leave a resource without it. */
export function seeKeptOut({ logicalId, env: { trace }, findings }: Owner, env: Resolution): void {
  const assumptions = defaultsIn(env).filter(({ name }) => !trace.assumptions.has(name));
  if (assumptions.length > 0) findings.keptOut = [...(findings.keptOut ?? []), { logicalId, assumptions }];
}

export function seeLink({ seen }: Owner, value: Linked, env: Resolution): void {
  const { kind, of, to } = value;
  const key = JSON.stringify([kind, ...[of, to].flatMap(({ name, resource }) => [name, resource?.name])]);
  seen.links.push({ key, value, case: caseOf(env) });
}

/** Records that the resource is in the stack in one world, under these names. */
export function seeNamed({ seen }: Owner, value: string[], env: Resolution): void {
  seen.names.push({ key: JSON.stringify(value), value, case: caseOf(env) });
}

/**
 * Reports what was found in a resource: once for all worlds in which it is the same, with the branch of those worlds.
 */
export function tell({
  type: resourceType,
  logicalId,
  node: { span },
  env: { template },
  findings,
  seen,
}: Owner): void {
  const owner = { resourceType, logicalId };
  const inBranch = <Value extends object>({ value, branch }: Group<Value>) => ({ ...value, ...(branch && { branch }) });
  const arns = grouped(seen.arns, template).map(inBranch);
  const holders = grouped(seen.holders, template).map(inBranch);
  const named = { ...(arns.length > 0 && { arns }), ...(holders.length > 0 && { holders }) };
  for (const { value, others, branch } of grouped(seen.policies, template)) {
    const assumptions = assumptionsOf([value, ...others]);
    const there = seen.policies.filter((each) => isSamePolicy(each.value, value)).map((each) => each.case);
    const all = branch && branchOf(there, template) === undefined ? { ...branch, isOneOfAll: true as const } : branch;
    findings.policies.push({ ...owner, ...value, assumptions, ...named, ...(all && { branch: all }) });
  }
  for (const { value, branch } of grouped(onceEach(seen.unread), template)) {
    const message = branch ? `Where ${branch.words}: ${value.message}` : value.message;
    findings.incomplete.push({ ...value, ...owner, message, ...(branch && { branch }) });
  }
  for (const { value, others, branch } of grouped(seen.attached, template)) {
    const assumptions = assumptionsOf([value, ...others]);
    findings.attachments.push({ ...owner, ...value, assumptions, ...(branch && { branch }) });
  }
  for (const link of grouped(seen.links, template).map(inBranch)) findings.links.push({ ...owner, ...link });
  for (const { value: names, branch } of grouped(seen.names, template)) {
    findings.resources.push({ ...owner, names, span, ...(branch && { branch }) });
  }
}

function isSamePolicy(one: Policy, other: Policy): boolean {
  return one.kind === other.kind && one.policyName === other.policyName;
}

/** Reports a gap once, even if it is met on the way to several values. */
function onceEach(unread: Sighting<Unread>[]): Sighting<Unread>[] {
  const byPlace = new Map<string, Sighting<Unread>>();
  for (const each of unread) {
    const place = JSON.stringify([each.key, each.value.path, [...each.case.world.values()]]);
    if (!byPlace.has(place)) byPlace.set(place, each);
  }
  return [...byPlace.values()];
}

function assumptionsOf(values: Pick<Policy, "assumptions">[]): Policy["assumptions"] {
  const byName = new Map(values.flatMap((each) => each.assumptions).map((each) => [each.name, each]));
  return [...byName.values()];
}

type Group<Value> = { value: Value; others: Value[]; branch: Branch | undefined };

/** Two values that exist in the same deployment stay two, even if they are identical. */
function grouped<Value>(sightings: readonly Sighting<Value>[], template: Template): Group<Value>[] {
  const groups: Sighting<Value>[][] = [];
  const byKey = new Map<string, Sighting<Value>[][]>();
  for (const sighting of sightings) {
    const same = byKey.get(sighting.key) ?? [];
    const apart = (group: Sighting<Value>[]) => group.every((each) => areApart(each.case, sighting.case));
    const group = sighting.case.world.size > 0 ? same.find(apart) : undefined;
    if (group) {
      group.push(sighting);
      continue;
    }
    const own = [sighting];
    groups.push(own);
    same.push(own);
    byKey.set(sighting.key, same);
  }
  return groups.flatMap(([first, ...others]) => {
    if (!first) return [];
    const branch = branchOf(
      [first, ...others].map((each) => each.case),
      template,
    );
    return [{ value: first.value, others: others.map(({ value }) => value), branch }];
  });
}
