import type { Node, Span } from "#lib/iam/index.ts";
import { isValue } from "#lib/templates/cloudformation/values/outcome.ts";
import { arrayNode, objectNode, stringNode } from "../../node.ts";
import { permissionDocument } from "../../permission-statement.ts";
import { readWorlds } from "../read-worlds.ts";
import type { Owner } from "../report.ts";
import type { Entry } from "./entry.ts";

/**
 * What SAM lets a service do with one resource, as a statement of the resource's policy. `service` is a service, or `*`
 * if SAM names none; `source` is the caller's ARN, `token` the token it presents. `ofAccount`: the caller must be in
 * this account.
 */
export type Grant = {
  service: string;
  action: string;
  resource: Node;
  operator: "ArnLike" | "ArnEquals";
  source?: Node | undefined;
  token?: Node | undefined;
  ofAccount?: true | undefined;
};

type About = { policyName: string; publicType: string };

export function readGrant(
  owner: Owner,
  { node, path, env }: Entry,
  grant: Grant,
  { policyName, publicType }: About,
): void {
  const { span } = node;
  readWorlds(owner, env, {
    about: () => ({ kind: "resource", policyName, path, span }),
    read: (own) => {
      const document = own.resolve(grantDocument(grant, span), path, own);
      return isValue(document) ? { node: document, publicType } : undefined;
    },
  });
}

function grantDocument({ service, action, resource, operator, source, token, ofAccount }: Grant, span: Span): Node {
  const name = stringNode(service, span);
  return permissionDocument(
    {
      principal: service === "*" ? name : objectNode([["Service", name]], span),
      action: stringNode(action, span),
      resource,
      conditions: [
        { operator, key: "aws:SourceArn", value: source },
        { operator: "StringEquals", key: "aws:SourceAccount", value: ofAccount && refTo("AWS::AccountId", span) },
        { operator: "StringEquals", key: "lambda:EventSourceToken", value: token },
      ],
    },
    span,
  );
}

export function refTo(id: string, span: Span): Node {
  return objectNode([["Ref", stringNode(id, span)]], span);
}

export function attributeOf(id: string, attribute: string, span: Span): Node {
  return objectNode([["Fn::GetAtt", arrayNode([stringNode(id, span), stringNode(attribute, span)], span)]], span);
}

/** The ARN of an alias. `arn` is the ARN of its target, as `Fn::Sub` takes it. */
export function aliasOf(arn: string, alias: Node): Node {
  const { span } = alias;
  const parts = objectNode([["Alias", alias]], span);
  return objectNode([["Fn::Sub", arrayNode([stringNode(`${arn}:\${Alias}`, span), parts], span)]], span);
}
