import type { Node } from "#lib/iam/index.ts";
import { afresh, gap, isValue, type Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { pseudoParameter } from "#lib/templates/cloudformation/values/pseudo-parameters.ts";
import { child, rowOf } from "../../node.ts";
import type { Path, PolicyKind } from "../../reading.ts";
import { readDocument } from "../policies.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeAttached, seeGaps } from "../report.ts";
import { open, walk } from "../walk.ts";
import type { Entry } from "./entry.ts";
import { POLICY_TEMPLATES, type TemplateStatement } from "./policy-templates.ts";
import { parametersOf, templateDocument } from "./template-document.ts";

/**
 * Reads the policies a serverless resource names: documents, managed policies by name or ARN, and SAM's own templates,
 * one or a list. SAM ignores them if a role is given, but they are read anyway.
 */
export function readPolicies(owner: Owner): void {
  const properties = child(owner.node, "Properties");
  if (!properties) return;
  for (const place of walk(properties, ["Policies"], owner.path, afresh(owner.env))) {
    if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
    if (place.kind === "found") readEntries(owner, place, null);
  }
}

const ABOUT = { kind: "identity" as const, policyName: null };

/** `index` is the position of an entry in its list, null for the list itself. */
function readEntries(owner: Owner, { node, path, env }: Entry, index: number | null): void {
  for (const opened of open(node, path, env)) {
    if (opened.kind === "gap") seeGaps(owner, ABOUT, [opened.gap], opened.env);
    if (opened.kind !== "value" || opened.value.kind === "null") continue;
    const { value } = opened;
    if (value.kind !== "array") readEntry(owner, { ...opened, node: value }, index ?? 0);
    else if (index === null) {
      for (const [at, item] of value.items.entries()) {
        readEntries(owner, { node: item, path: [...opened.path, at], env: opened.env }, at);
      }
    } else seeGaps(owner, ABOUT, [{ message: UNKNOWN, path, span: node.span }], opened.env);
  }
}

const UNKNOWN = "This is not a policy document, a managed policy or a SAM policy template.";

function readEntry(owner: Owner, { node, path, env }: Entry, index: number): void {
  const about = { ...ABOUT, policyName: `${owner.logicalId}RolePolicy${index}` };
  const [only, ...others] = node.kind === "object" ? node.entries : [];
  const statements = only && others.length === 0 ? rowOf(POLICY_TEMPLATES, only.key) : undefined;
  if (node.kind === "string") readManaged(owner, node, path, env);
  else if (child(node, "Statement")) readDocument(owner, { node, path, env }, about);
  else if (only && statements)
    readTemplate(owner, statements, { node: only.value, path: [...path, only.key], env }, about);
  else seeGaps(owner, about, [{ message: UNKNOWN, path, span: node.span }], env);
}

type About = { kind: PolicyKind; policyName: string };

function readTemplate(
  owner: Owner,
  statements: readonly TemplateStatement[],
  { node, path, env }: Entry,
  about: About,
): void {
  readWorlds(owner, env, {
    about: () => ({ ...about, path, span: node.span }),
    read: (own) => {
      const given = own.resolve(node, path, own);
      if (!isValue(given)) return undefined;
      const missing = parametersOf(statements).find((name) => !child(given, name));
      const document =
        missing === undefined
          ? own.resolve(templateDocument(statements, given), path, own)
          : gap(own, `The policy template needs ${missing}.`, path, node);
      return isValue(document) ? { node: document, publicType: null } : undefined;
    },
  });
}

function readManaged(owner: Owner, node: Extract<Node, { kind: "string" }>, path: Path, env: Resolution): void {
  const known = env.resolve(node, path, env);
  const arn = known.kind === "string" ? managedPolicyArn(known.value, node, env) : null;
  seeAttached(owner, { arn, path, span: node.span, assumptions: [...env.trace.assumptions.values()] }, env);
}

/** AWS's managed policies for functions, whose path is `service-role`; other policies are identified by name alone. */
const SERVICE_ROLES =
  /^(?:AWSLambda(?:\w+ExecutionRole|BasicDurableExecutionRolePolicy|ENIManagementAccess|Role)|AWSCodeDeployRoleForLambda\w*|AWSAppSyncPushToCloudWatchLogs)$/;

/** The ARN of an AWS managed policy by name, or the ARN given; null if the partition is unknown. */
function managedPolicyArn(name: string, node: Node, env: Resolution): string | null {
  if (name.startsWith("arn:")) return name;
  const partition = pseudoParameter("AWS::Partition", node, [], env);
  const path = SERVICE_ROLES.test(name) ? "service-role/" : "";
  return partition === undefined ? null : `arn:${partition}:iam::aws:policy/${path}${name}`;
}

/** Records a managed policy that SAM attaches automatically, at the place that causes it. */
export function seeImplied(owner: Owner, name: string | ByPartition, { node, path, env }: Entry): void {
  const own = afresh(env);
  const partition = pseudoParameter("AWS::Partition", node, path, own);
  const chosen = typeof name === "string" ? name : partition && name(partition);
  const arn = chosen === undefined ? null : managedPolicyArn(chosen, node, own);
  seeAttached(owner, { arn, path, span: node.span, assumptions: [...own.trace.assumptions.values()] }, own);
}

type ByPartition = (partition: string) => string;

/** The policy SAM attaches if a function or state machine is traced. */
export function tracingPolicy(partition: string): string {
  return partition === "aws" ? "AWSXrayWriteOnlyAccess" : "AWSXRayDaemonWriteAccess";
}
