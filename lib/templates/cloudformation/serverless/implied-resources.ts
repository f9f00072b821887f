import type { Node } from "#lib/iam/index.ts";
import { child, children, objectNode, stringNode, stringValue } from "../../node.ts";

const WITH_ROLE = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

/**
 * The resources that SAM makes under names that a template may refer to: the roles of functions and state machines, and the
 * APIs of events that name none. Source: AWS SAM Developer Guide, "Generated CloudFormation resources for AWS SAM".
 */
export function impliedBy(root: Node): [string, Node][] {
  const { span } = root;
  const of = (type: string, properties: [string, Node | undefined][] = []): Node =>
    objectNode(
      [
        ["Type", stringNode(type, span)],
        ["Properties", objectNode(properties, span)],
      ],
      span,
    );
  const serverless = [...children(child(root, "Resources"))].filter(([, node]) => {
    return stringValue(child(node, "Type"))?.startsWith("AWS::Serverless::");
  });
  if (serverless.length === 0) return [];
  const globals = child(child(child(root, "Globals"), "Function"), "RolePath");
  const roles = serverless.flatMap(([id, node]): [string, Node][] => {
    const properties = child(node, "Properties");
    if (!WITH_ROLE.has(stringValue(child(node, "Type")) ?? "") || child(properties, "Role")) return [];
    return [[`${id}Role`, of("AWS::IAM::Role", [["Path", child(properties, "RolePath") ?? globals]])]];
  });
  return [
    ...roles,
    ["ServerlessRestApi", of("AWS::ApiGateway::RestApi")],
    ["ServerlessHttpApi", of("AWS::ApiGatewayV2::Api")],
  ];
}
