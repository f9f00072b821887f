import type { Node } from "#lib/iam/index.ts";
import type { ReadNested } from "../nested/nested.ts";
import { child, children, objectNode, stringValue } from "../node.ts";
import {
  type Assumption,
  type Findings,
  type Incomplete,
  nothingFound,
  type Path,
  type TemplateOptions,
} from "../reading.ts";
import { keysByText } from "../yaml-readings.ts";
import type { Refused } from "./expansion/includes.ts";
import { unreadTransforms } from "./expansion/macros.ts";
import { readNestedStacks } from "./expansion/nested-stacks.ts";
import { broughtBy } from "./expansion/policies-elsewhere.ts";
import { writeOut } from "./expansion/write-out.ts";
import { readAttachments } from "./holders/attachments.ts";
import { readBoundaries } from "./holders/boundaries.ts";
import { readHolders } from "./holders/holders.ts";
import { readLinks, readNamed } from "./holders/links.ts";
import { readArns } from "./holders/managed-policy-arns.ts";
import { readMemberships } from "./holders/memberships.ts";
import { readRow } from "./policies.ts";
import { POLICY_TABLE, type PolicyRow } from "./policy-table.ts";
import { nothingSeen, type Owner, seeGaps, tell } from "./report.ts";
import { readConnectors } from "./serverless/connectors.ts";
import { macrosIn, shapelessIn } from "./serverless/globals.ts";
import { readServerless } from "./serverless/read-serverless.ts";
import { readSharing } from "./sharing.ts";
import { readStatement, STATEMENT_TYPES } from "./statements.ts";
import { suspectsIn } from "./suspects.ts";
import { worldsWith } from "./values/existence.ts";
import type { Gap } from "./values/outcome.ts";
import { intrinsicOf } from "./values/parse-intrinsic.ts";
import { resolution } from "./values/resolve.ts";
import { type Template, templateOf } from "./values/template.ts";

const ROWS = new Map<string, PolicyRow[]>();
for (const row of POLICY_TABLE) ROWS.set(row.type, [...(ROWS.get(row.type) ?? []), row]);

/** Every policy of a CloudFormation template, in the order of its resources. */
export function readCloudFormation(source: Node, options: TemplateOptions, nested: ReadNested): Findings {
  const { root, gaps, assumed, refused } = writeOut(source, options, nested);
  const template = templateOf(root, options, refused, nested);
  const findings = nothingFound();
  if (root !== source) findings.writtenOut = root;
  readTransforms(root, refused, findings);
  findings.incomplete.push(...functionsAround(root), ...sameNames(root));
  findings.incomplete.push(...gaps.filter(({ path: [section] }) => section !== "Resources"));
  const globals = child(root, "Globals");
  if (globals) findings.incomplete.push(...macrosIn(globals, ["Globals"]), ...shapelessIn(globals));
  const resources = child(root, "Resources");
  if (resources?.kind !== "object") {
    const span = (resources ?? root).span;
    findings.incomplete.push({ message: "Resources must be an object of resources.", path: ["Resources"], span });
    return findings;
  }
  const byResource = new Map<Path[number] | undefined, Gap[]>();
  for (const gap of gaps) byResource.set(gap.path[1], [...(byResource.get(gap.path[1]) ?? []), gap]);
  for (const { key, value } of resources.entries) {
    const own = (byResource.get(key) ?? []).filter(({ path: [section] }) => section === "Resources");
    findings.incomplete.push(...own.map((gap) => ownedBy(gap, key, value)));
    const isTold = key.startsWith("Fn::") && own.length > 0;
    if (!isTold) readResource(key, value, template, findings, assumed.get(key));
  }
  readImplicitApi(template, findings);
  return readBoundaries(template, root, findings);
}

/** A gap with the resource that contains it. */
function ownedBy(gap: Gap, logicalId: string, resource: Node): Incomplete {
  const resourceType = stringValue(child(resource, "Type"));
  return { ...gap, logicalId, ...(resourceType !== undefined && { resourceType }) };
}

/** Reads the API that SAM makes for functions' events. Only Globals can give it a policy or authorizer functions. */
function readImplicitApi(template: Template, findings: Findings): void {
  const api = child(template.globals, "Api");
  const auth = child(api, "Auth");
  if (!api || !(child(auth, "ResourcePolicy") || child(auth, "Authorizers"))) return;
  const node = objectNode([["Properties", objectNode([], api.span)]], api.span);
  const path: Path = ["Globals", "Api"];
  const type = "AWS::Serverless::Api";
  const owner = { type, logicalId: "ServerlessRestApi", node, path, findings, seen: nothingSeen() };
  readOwner({ ...owner, env: resolution(template) });
  tell({ ...owner, env: resolution(template) });
}

/**
 * Reports macros, which may rewrite the whole template: the written template is read, but additions by a macro cannot
 * be.
 */
function readTransforms(root: Node, refused: Refused, findings: Findings): void {
  for (const section of ["Transform", "Fn::Transform"]) {
    for (const each of unreadTransforms(child(root, section))) {
      const name = stringValue(each) ?? stringValue(child(each, "Name")) ?? "a macro";
      const message =
        refused.get(each) ??
        `The template is rewritten by ${name} at deployment; policies that it adds or changes are not read.`;
      findings.incomplete.push({ message, path: [section], span: each.span });
    }
  }
}

/** Reports functions at the top level, next to the template's sections: CloudFormation accepts only a macro there. */
function functionsAround(root: Node): Incomplete[] {
  const found = [...children(root)].filter(([key]) => /^(?:Fn::(?!Transform$)|!)/.test(key));
  return found.map(([key, { span }]) => {
    return { message: `${key} is not allowed here. Its output is not read.`, path: [key], span };
  });
}

/**
 * Reports unquoted names that CloudFormation may treat as the same: only CloudFormation knows which of them a reference
 * means.
 */
function sameNames(root: Node): Incomplete[] {
  return ["Parameters", "Conditions", "Resources"].flatMap((section) => {
    const entries = children(child(root, section));
    return [...keysByText(entries).values()].flatMap(([first = "", other]) => {
      const value = other === undefined ? undefined : entries.get(other);
      if (other === undefined || !value) return [];
      const message = `CloudFormation may read "${first}" and "${other}" as the same name. Quote them, or rename one.`;
      return [{ message, path: [section, other], span: value.span }];
    });
  });
}

function readResource(
  logicalId: string,
  node: Node,
  template: Template,
  findings: Findings,
  assumed: readonly Assumption[] = [],
): void {
  const path: Path = ["Resources", logicalId];
  const type = stringValue(child(node, "Type"));
  const unread = unreadable(logicalId, node, type, template);
  if (unread || type === undefined) {
    if (unread) {
      const resourceType = type === undefined ? {} : { resourceType: type };
      findings.incomplete.push({ message: unread, path, span: node.span, logicalId, ...resourceType });
    }
    return;
  }
  const base = resolution(template);
  for (const assumption of assumed) base.trace.assumptions.set(assumption.name, assumption);
  const owner: Owner = {
    type,
    logicalId,
    node,
    path: [...path, "Properties"],
    env: base,
    findings,
    seen: nothingSeen(),
  };
  const worlds = worldsWith(node, path, base);
  for (const env of worlds) {
    readOwner({ ...owner, env });
    readArns({ ...owner, env });
    readHolders({ ...owner, env });
    readNamed({ ...owner, env });
  }
  tell(owner);
  if (worlds.length === 0) readLeftOut(owner);
}

/** Reports a resource whose condition never holds, if it has anything that would be read. */
function readLeftOut(owner: Owner): void {
  const { type: resourceType, logicalId, node, findings } = owner;
  const [seen, inside] = [nothingSeen(), nothingFound()];
  readOwner({ ...owner, seen, findings: inside });
  const { policies, incomplete, attachments } = inside;
  if ([...Object.values(seen), policies, incomplete, attachments].every((list) => list.length === 0)) return;
  const condition = child(node, "Condition");
  const named = stringValue(condition);
  const message = `${named === undefined ? "The condition" : `The condition ${named}`} is never true, whatever values the unset parameters take. This resource is never deployed, so nothing in it was checked.`;
  const place = { path: ["Resources", logicalId, "Condition"], span: (condition ?? node).span };
  findings.neverMade = [...(findings.neverMade ?? []), { message, ...place, logicalId, resourceType }];
}

function readOwner(owner: Owner): void {
  const rows = ROWS.get(owner.type) ?? [];
  for (const row of rows) readRow(row, owner);
  readStatement(owner);
  readAttachments(owner);
  readMemberships(owner);
  if (!owner.type.startsWith("AWS::Serverless::")) readLinks(owner);
  readConnectors(owner);
  const nested = readNestedStacks(owner);
  const shared = readSharing(owner);
  const serverless = readServerless(owner);
  const known = [...[...rows, ...shared].flatMap(({ path }) => path[0] ?? []), ...nested, ...serverless];
  const suspects = STATEMENT_TYPES.has(owner.type) ? [] : suspectsIn(owner, known);
  for (const gap of [...broughtBy(owner), ...suspects]) {
    seeGaps(owner, { policyName: null }, [gap], owner.env);
  }
}

/** Why a resource hides policies that cannot be read, or null. */
function unreadable(logicalId: string, node: Node, type: string | undefined, { refused }: Template): string | null {
  const refusal = refused.get(node) ?? refused.get(intrinsicOf(node)?.argument ?? node);
  if (refusal !== undefined) return refusal;
  if (/^(?:Fn::|!)/.test(logicalId))
    return `${logicalId} creates resources at deployment; their policies are not read.`;
  const intrinsic = intrinsicOf(node);
  if (intrinsic) return `${intrinsic.name} creates this resource at deployment; its policies are not read.`;
  if (type === undefined) return "The resource has no Type.";
  if (type.endsWith("::MODULE")) return `${type} is a module; the policies of its resources are not read.`;
  return null;
}
