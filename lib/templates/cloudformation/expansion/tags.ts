import type { Node } from "#lib/iam/index.ts";
import { objectNode, rowOf } from "#lib/templates/node.ts";

/** Every short form of CloudFormation. Source: AWS CloudFormation User Guide, Intrinsic function reference. */
const TAGS: Record<string, string> = {
  "!Ref": "Ref",
  "!Condition": "Condition",
  "!And": "Fn::And",
  "!Base64": "Fn::Base64",
  "!Cidr": "Fn::Cidr",
  "!Contains": "Fn::Contains",
  "!EachMemberEquals": "Fn::EachMemberEquals",
  "!EachMemberIn": "Fn::EachMemberIn",
  "!Equals": "Fn::Equals",
  "!FindInMap": "Fn::FindInMap",
  "!ForEach": "Fn::ForEach",
  "!GetAtt": "Fn::GetAtt",
  "!GetAZs": "Fn::GetAZs",
  "!If": "Fn::If",
  "!ImportValue": "Fn::ImportValue",
  "!Join": "Fn::Join",
  "!Length": "Fn::Length",
  "!Not": "Fn::Not",
  "!Or": "Fn::Or",
  "!RefAll": "Fn::RefAll",
  "!Select": "Fn::Select",
  "!Split": "Fn::Split",
  "!Sub": "Fn::Sub",
  "!ToJsonString": "Fn::ToJsonString",
  "!Transform": "Fn::Transform",
  "!ValueOf": "Fn::ValueOf",
  "!ValueOfAll": "Fn::ValueOfAll",
};

const CORE = /^(?:!|tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq))$/;

/** Whether a tag belongs to YAML itself and says what kind of value follows. */
export function isCoreTag(tag: string): boolean {
  return CORE.test(tag);
}

/** The object a tag abbreviates. An undeclared tag keeps its own name as the key and is refused where it is used. */
export function longForm(tag: string, value: Node): Node {
  if (isCoreTag(tag)) return value;
  const name = rowOf(TAGS, tag) ?? (tag.startsWith("!") ? tag : `!<${tag}>`);
  return objectNode([[name, value]], value.span);
}
