import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child, children, items, rowOf, stringValue } from "#lib/templates/node.ts";
import { anyOf, type Given, type Holding } from "./holding.ts";

type Resources = ReadonlyMap<string, Node>;

/** The types of policy holders by id. In a nested template, the id begins with the id of the nesting resource. */
export type Holders = ReadonlyMap<string, string>;

/** Policy holders: the properties by which others name them, and their own name property. */
const PRINCIPALS: Readonly<Record<string, { by: string[]; name?: string }>> = {
  "AWS::IAM::Role": { by: ["Roles", "RoleName"], name: "RoleName" },
  "AWS::IAM::User": { by: ["Users", "UserName"], name: "UserName" },
  "AWS::IAM::Group": { by: ["Groups", "GroupName"], name: "GroupName" },
  "AWS::Serverless::Function": { by: ["Roles", "RoleName"] },
  "AWS::Serverless::StateMachine": { by: ["Roles", "RoleName"] },
  "AWS::SSO::PermissionSet": { by: [] },
};

/** These name a holder only by dedicated properties, and nowhere else in their text. */
const GIVERS = new Set(
  ["Policy", "ManagedPolicy", "RolePolicy", "UserPolicy", "GroupPolicy", "UserToGroupAddition"].map(
    (name) => `AWS::IAM::${name}`,
  ),
);

/**
 * What other resources of a template give to this holder: policies that name it, and a user's groups. Source: AWS
 * CloudFormation Template Reference, AWS::IAM.
 */
export function givenInTemplate(root: Node, wanted: string, holders: Holders): Given {
  if (isNested(wanted)) return { sure: [], unsure: givenBeside(wanted, holders) };
  const resources = children(child(root, "Resources"));
  const type = typeOf(resources.get(wanted));
  const given: Given = { sure: [], unsure: [] };
  if (!rowOf(PRINCIPALS, type)) return given;
  const groups = type === "AWS::IAM::User" ? [GROUP, ADDITION].flatMap((each) => idsOf(each, resources)) : [];
  const candidates = [...new Set([...holders.keys(), ...groups])];
  for (const id of candidates.filter((each) => each !== wanted)) {
    const holding = holdingOf(id, wanted, resources);
    if (holding === "yes") given.sure.push(id);
    if (holding === "maybe") given.unsure.push(id);
  }
  return given;
}

function isNested(id: string): boolean {
  return id.includes("/");
}

/** The neighbours of a resource in a nested template, of which only the policies are available. */
function givenBeside(wanted: string, holders: Holders): string[] {
  const within = wanted.slice(0, wanted.lastIndexOf("/") + 1);
  return [...holders].flatMap(([id, type]) => {
    const mayGive = GIVERS.has(type) || type === GROUP;
    return mayGive && id !== wanted && id.startsWith(within) ? [id] : [];
  });
}

const GROUP = "AWS::IAM::Group";
const ADDITION = "AWS::IAM::UserToGroupAddition";

function idsOf(type: string, resources: Resources): string[] {
  return [...resources].flatMap(([id, node]) => (typeOf(node) === type ? [id] : []));
}

function holdingOf(id: string, wanted: string, resources: Resources): Holding {
  const [outer = id] = id.split("/");
  const node = resources.get(outer);
  const type = typeOf(node);
  if (type === GROUP) return groupHolds(id, wanted, resources);
  if (rowOf(PRINCIPALS, type) || node === undefined) return "no";
  if (!GIVERS.has(type)) return mentions(node, namesOf(wanted)) ? "maybe" : "no";
  return namesIn(node, wanted, resources);
}

/** Whether a resource names another in a property for its type. */
function namesIn(node: Node, wanted: string, resources: Resources): Holding {
  const properties = child(node, "Properties");
  const { by = [] } = rowOf(PRINCIPALS, typeOf(resources.get(wanted))) ?? {};
  const values = by.flatMap((property) => {
    const value = child(properties, property);
    return value?.kind === "array" ? items(value) : (value ?? []);
  });
  return anyOf(values.map((value) => isNamed(value, wanted, resources)));
}

/** Whether a user is in a group of the template, according to the user or to the resource that adds members. */
function groupHolds(group: string, wanted: string, resources: Resources): Holding {
  const user = resources.get(wanted);
  if (typeOf(user) !== "AWS::IAM::User") return "no";
  const own = child(child(user, "Properties"), "Groups");
  const listed = own?.kind === "array" ? items(own) : own ? [own] : [];
  const added = idsOf(ADDITION, resources).flatMap((id): Holding[] => {
    const node = resources.get(id);
    const into = child(child(node, "Properties"), "GroupName");
    if (!node || !into) return [];
    const both = [namesIn(node, wanted, resources), isNamed(into, group, resources)];
    return [both.includes("no") ? "no" : both.includes("maybe") ? "maybe" : "yes"];
  });
  return anyOf([...listed.map((value) => isNamed(value, group, resources)), ...added]);
}

/** Whether a value is the name of a resource. */
function isNamed(value: Node, wanted: string, resources: Resources): Holding {
  const names = namesOf(wanted);
  const referred = stringValue(child(value, "Ref"));
  if (referred !== undefined && names.includes(referred)) return "yes";
  if (referred !== undefined && resources.has(referred)) return "no";
  const node = resources.get(wanted);
  const own = child(child(node, "Properties"), rowOf(PRINCIPALS, typeOf(node))?.name ?? "");
  if (mentions(value, names)) return "maybe";
  if (own === undefined) return "no";
  if (canonicalJson(own) === canonicalJson(value)) return "yes";
  return own.kind === "string" && value.kind === "string" ? "no" : "maybe";
}

/** A SAM function or state machine without its own role gets a role named after it. */
function namesOf(wanted: string): string[] {
  return [wanted, `${wanted}Role`];
}

/** Whether a resource, or what SAM generates from it, has a permissions boundary. */
export function boundaryInTemplate(root: Node, wanted: string): Holding {
  if (isNested(wanted)) return "maybe";
  const resource = child(child(root, "Resources"), wanted);
  const section = /^AWS::Serverless::(\w+)$/.exec(typeOf(resource))?.[1] ?? "";
  const globals = child(child(root, "Globals"), section);
  return [child(resource, "Properties"), globals].some((each) => child(each, "PermissionsBoundary")) ? "yes" : "no";
}

function typeOf(node: Node | undefined): string {
  return stringValue(child(node, "Type")) ?? "";
}

function mentions(node: Node, names: readonly string[]): boolean {
  if (node.kind === "string") return names.some((name) => isReference(node.value, name));
  if (node.kind === "array") return node.items.some((item) => mentions(item, names));
  if (node.kind !== "object") return false;
  return node.entries.some(({ key, value }) => {
    if (key === "Ref" || key === "Fn::GetAtt" || key === "Id") return names.includes(leading(value));
    return mentions(value, names);
  });
}

function leading(node: Node): string {
  return (stringValue(items(node)[0]) ?? stringValue(node) ?? "").split(".")[0] ?? "";
}

function isReference(text: string, name: string): boolean {
  return text.includes(`\${${name}}`) || text.includes(`\${${name}.`);
}
