import { type Owner, seeArn } from "#lib/templates/cloudformation/report.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { afresh } from "#lib/templates/cloudformation/values/outcome.ts";
import { objectNode, stringNode } from "#lib/templates/node.ts";

/** Reads the ARN with which a managed policy of the template is attached, in each world. */
export function readArns(owner: Owner): void {
  if (owner.type !== "AWS::IAM::ManagedPolicy") return;
  const { span } = owner.node;
  const reference = objectNode([["Ref", stringNode(owner.logicalId, span)]], span);
  const leaves = exploreAll(afresh(owner.env), (own) => own.resolve(reference, owner.path, own));
  if (typeof leaves === "string") return;
  for (const { env, result } of leaves) if (result.kind === "string") seeArn(owner, result.value, env);
}
