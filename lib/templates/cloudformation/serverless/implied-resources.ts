import type { Node } from "#lib/iam/index.ts";
import { child, children, objectNode, stringNode, stringValue } from "../../node.ts";
import { queueOf } from "./dead-letters.ts";

type Resource = [id: string, node: Node];

/**
 * The resources SAM makes under names a template may refer to: roles of functions and state machines, resources for
 * their events, and the APIs of events that name none. Source: AWS SAM Developer Guide, "Generated CloudFormation
 * resources for AWS SAM".
 */
export function impliedBy(root: Node): Resource[] {
  const serverless = [...children(child(root, "Resources"))].filter(([, node]) => typeOf(node).startsWith(SERVERLESS));
  if (serverless.length === 0) return [];
  const { span } = root;
  const path = child(child(child(root, "Globals"), "Function"), "RolePath");
  return [
    ...serverless.flatMap(([id, node]) => (WITH_ROLE.has(typeOf(node)) ? impliedByOne(id, node, path) : [])),
    ...serverless.flatMap(([id, node]) => partsOf(id, node)),
    ["ServerlessRestApi", resource("AWS::ApiGateway::RestApi", root)],
    ["ServerlessHttpApi", resource("AWS::ApiGatewayV2::Api", root)],
    ["ServerlessRestApi.Stage", resource(STAGE, root, [["StageName", stringNode("Prod", span)]])],
    ["CodeDeployServiceRole", resource("AWS::IAM::Role", root)],
  ];
}

const SERVERLESS = "AWS::Serverless::";
const WITH_ROLE = new Set(["AWS::Serverless::Function", "AWS::Serverless::StateMachine"]);

function typeOf(node: Node): string {
  return stringValue(child(node, "Type")) ?? "";
}

function resource(type: string, { span }: Node, properties: [string, Node | undefined][] = []): Node {
  return objectNode(
    [
      ["Type", stringNode(type, span)],
      ["Properties", objectNode(properties, span)],
    ],
    span,
  );
}

function impliedByOne(id: string, node: Node, globalPath: Node | undefined): Resource[] {
  const properties = child(node, "Properties");
  const path = child(properties, "RolePath") ?? globalPath;
  const role: Resource[] = child(properties, "Role")
    ? []
    : [[`${id}Role`, resource("AWS::IAM::Role", node, [["Path", path]])]];
  const targets = child(child(properties, "EventInvokeConfig"), "DestinationConfig");
  const received = ["OnSuccess", "OnFailure"].flatMap((event): Resource[] => {
    const type = stringValue(child(child(targets, event), "Type"));
    const at = `${id}EventInvokeConfig${event}`;
    if (type === "SQS") return [[`${at}Queue`, resource(QUEUE, node)]];
    return type === "SNS" ? [[`${at}Topic`, resource("AWS::SNS::Topic", node)]] : [];
  });
  const events = [...children(child(properties, "Events"))];
  return [...role, ...received, ...events.flatMap(([name, event]) => impliedByEvent(`${id}${name}`, event))];
}

const STAGE = "AWS::ApiGateway::Stage";

/** What SAM makes of one resource and others may refer to as part of it, such as `Function.Alias`. */
function partsOf(id: string, node: Node): Resource[] {
  const properties = child(node, "Properties");
  const alias = child(properties, "AutoPublishAlias");
  const stage = child(properties, "StageName");
  const called: [string, Node] = ["FunctionName", objectNode([["Ref", stringNode(id, node.span)]], node.span)];
  if (typeOf(node) === "AWS::Serverless::Api" && stage) {
    return [[`${id}.Stage`, resource(STAGE, node, [["StageName", stage]])]];
  }
  if (typeOf(node) !== "AWS::Serverless::Function" || !alias) return [];
  return [
    [`${id}.Alias`, resource("AWS::Lambda::Alias", node, [called, ["Name", alias]])],
    [`${id}.Version`, resource("AWS::Lambda::Version", node, [called])],
  ];
}

const QUEUE = "AWS::SQS::Queue";
const RULES = new Set(["CloudWatchEvent", "EventBridgeRule", "Schedule"]);

function impliedByEvent(id: string, event: Node): Resource[] {
  const type = stringValue(child(event, "Type")) ?? "";
  const properties = child(event, "Properties");
  const of = (property: string) => child(properties, property);
  const failed = of("DeadLetterConfig");
  const made: Resource[] = [[`${id}Role`, resource("AWS::IAM::Role", event)]];
  if (failed && !child(failed, "Arn")) made.push([queueOf(failed, id), resource(QUEUE, event)]);
  if (of("SqsSubscription")) made.push([`${id}Queue`, resource(QUEUE, event)]);
  if (type === "IoTRule") made.push([id, resource("AWS::IoT::TopicRule", event)]);
  if (RULES.has(type)) {
    const named: [string, Node | undefined][] = [
      ["Name", of("Name") ?? of("RuleName")],
      ["EventBusName", of("EventBusName")],
    ];
    made.push([id, resource("AWS::Events::Rule", event, named)]);
  }
  return made;
}
