import { arrayNode, objectNode, stringNode } from "../../node.ts";
import { readDocument } from "../policies.ts";
import type { Owner } from "../report.ts";
import { part, propertiesOf } from "./entry.ts";
import { madeRoles } from "./made-roles.ts";
import { seeImplied } from "./policies.ts";
import { allow, document, filled } from "./template-document.ts";

/** Reads the managed policy of the role by which Lambda operates a resource, where it is given none. */
export function operatedWith(policy: string): (owner: Owner) => void {
  return (owner) => {
    for (const env of madeRoles(owner, "OperatorRole")) seeImplied(owner, policy, { ...propertiesOf(owner), env });
  };
}

/** The role by which an image is built, where it is given none: it reads the bucket of the code and writes logs. */
export function readImage(owner: Owner): void {
  const properties = propertiesOf(owner);
  const code = part(properties, "CodeUri");
  if (!code) return;
  const { span } = code.node;
  const text = (value: string) => stringNode(value, span);
  const pieces = objectNode([["Fn::Split", arrayNode([text("/"), code.node], span)]], span);
  const bucket = objectNode([["Fn::Select", arrayNode([text("2"), pieces], span)]], span);
  const logs = arrayNode(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"].map(text), span);
  const statements = [
    allow(text("s3:GetObject"), filled("s3:::{Bucket}/*", objectNode([["Bucket", bucket]], span)), span),
    allow(logs, text("*"), span),
  ];
  for (const env of madeRoles(owner, "BuildRoleArn")) {
    const about = { kind: "identity" as const, policyName: "MicrovmImageBuildPolicy" };
    readDocument(owner, { ...code, env, node: document(statements, span) }, about);
  }
}
