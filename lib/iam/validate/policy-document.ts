import { type PolicyType, type Problem, readJson, type Version } from "../language/index.ts";
import { itemsOf, type Member, membersOf, type Place } from "./place.ts";
import { readStatement, type StatementView } from "./statement-view.ts";

export type ValidateInput = {
  source: string;
  type: PolicyType;
  /** AWS's validatePolicyResourceType, such as `AWS::S3::Bucket`; for resource policies. */
  resourceType?: string;
};

/** The visible structure of a document, however invalid. Checks read this view; nothing in it is corrected. */
export type PolicyDocument = ValidateInput & {
  /** Problems that prevent the text from being JSON. */
  problems: Problem[];
  root?: Place;
  members: ReadonlyMap<string, Member>;
  /** The policy language version; an unknown version counts as the newest. */
  version: Version;
  statements: StatementView[];
};

function versionOf(member: Member | undefined): Version {
  const node = member?.value.node;
  if (node === undefined) return "2008-10-17";
  return node.kind === "string" && node.value === "2008-10-17" ? "2008-10-17" : "2012-10-17";
}

export function readDocument(input: ValidateInput): PolicyDocument {
  const { node, problems } = readJson(input.source);
  if (node === undefined) {
    return { ...input, problems, members: new Map(), version: "2012-10-17", statements: [] };
  }
  const root: Place = { node, path: [] };
  const members = new Map(membersOf(root).map((member) => [member.key, member]));
  const statement = members.get("Statement")?.value;
  const places = statement === undefined ? [] : itemsOf(statement);
  return {
    ...input,
    problems,
    root,
    members,
    version: versionOf(members.get("Version")),
    statements: places.filter(({ node: { kind } }) => kind === "object").map(readStatement),
  };
}
