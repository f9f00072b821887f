import type { Node } from "#lib/iam/index.ts";
import { gap, isValue } from "#lib/templates/cloudformation/values/outcome.ts";
import { child, objectNode, stringNode } from "../../node.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeGaps } from "../report.ts";
import { open } from "../walk.ts";
import type { Entry } from "./entry.ts";
import { attributeOf } from "./grants.ts";
import { document } from "./template-document.ts";

const ABOUT = { kind: "resource" as const, policyName: null };

/** Reads a URL without authorization: SAM lets everyone call the function through it. */
export function readUrl(owner: Owner, entry: Entry | undefined): void {
  for (const opened of entry ? open(entry.node, entry.path, entry.env) : []) {
    if (opened.kind === "gap") seeGaps(owner, ABOUT, [opened.gap], opened.env);
    if (opened.kind !== "value") continue;
    const { value, path } = opened;
    readWorlds(owner, opened.env, {
      about: () => ({ ...ABOUT, path, span: value.span }),
      read: (env) => {
        const type = child(value, "AuthType");
        const auth = type
          ? env.resolve(type, [...path, "AuthType"], env)
          : gap(env, "AuthType is missing.", path, value);
        if (auth.kind === "unresolved") return undefined;
        if (auth.kind === "string" && auth.value === "AWS_IAM") return null;
        const reference = attributeOf(owner.logicalId, "Arn", value.span);
        const arn = env.resolve(reference, path, env);
        return isValue(arn) ? { node: openUrl(arn), publicType: "AWS::Lambda::Function" } : undefined;
      },
    });
  }
}

function openUrl(arn: Node): Node {
  const { span } = arn;
  const text = (value: string) => stringNode(value, span);
  const statement = (action: string, operator: string, key: string, value: string) =>
    objectNode(
      [
        ["Effect", text("Allow")],
        ["Principal", text("*")],
        ["Action", text(action)],
        ["Resource", arn],
        ["Condition", objectNode([[operator, objectNode([[key, text(value)]], span)]], span)],
      ],
      span,
    );
  return document(
    [
      statement("lambda:InvokeFunctionUrl", "StringEquals", "lambda:FunctionUrlAuthType", "NONE"),
      statement("lambda:InvokeFunction", "Bool", "lambda:InvokedViaFunctionUrl", "true"),
    ],
    span,
  );
}
