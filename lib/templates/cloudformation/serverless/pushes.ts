import type { Node } from "#lib/iam/index.ts";
import { child, objectNode, rowOf, stringValue } from "../../node.ts";
import type { Owner } from "../report.ts";
import type { Entry } from "./entry.ts";
import { aliasOf, attributeOf, type Grant, readGrant, refTo } from "./grants.ts";
import { filled } from "./template-document.ts";

/** An event under the name SAM gives its resources, with its properties if it has any. */
export type Event = { entry: Entry; id: string; properties: Entry | undefined };

/** `name` is SAM's name for the permission if it is not the event's name followed by "Permission". */
type Push = Pick<Grant, "service" | "source" | "token" | "ofAccount"> & { name?: string };

const API = "apigateway.amazonaws.com";

/** Which service calls a function for an event, and how the function's policy identifies it. */
const PUSHES: Readonly<Record<string, (event: Event, owner: Owner) => Push>> = {
  AlexaSkill: (event) => ({ service: "alexa-appkit.amazon.com", token: of(event, "SkillId") }),
  Api: (event, owner) => ({
    service: API,
    source: route(event, of(event, "RestApiId"), "ServerlessRestApi"),
    name: `${event.id}Permission${stageName(event, owner)}`,
  }),
  CloudWatchEvent: byRule,
  CloudWatchLogs: (event) => ({
    service: "logs.amazonaws.com",
    source: filled("logs:{r}:{a}:log-group:{LogGroupName}:*", event.properties?.node ?? event.entry.node),
  }),
  Cognito: (event, { logicalId }) => ({
    service: "cognito-idp.amazonaws.com",
    source: pool(event),
    name: `${logicalId}CognitoPermission`,
  }),
  EventBridgeRule: byRule,
  HttpApi: (event) => ({ service: API, source: route(event, of(event, "ApiId"), "ServerlessHttpApi") }),
  IoTRule: (event) => ({
    service: "iot.amazonaws.com",
    source: attributeOf(event.id, "Arn", event.entry.node.span),
    ofAccount: true,
  }),
  S3: () => ({ service: "s3.amazonaws.com", ofAccount: true }),
  SNS: (event) => ({ service: "sns.amazonaws.com", source: of(event, "Topic") }),
  Schedule: byRule,
};

function byRule({ id, entry }: Event): Push {
  return { service: "events.amazonaws.com", source: attributeOf(id, "Arn", entry.node.span) };
}

function of({ properties }: Event, property: string): Node | undefined {
  return child(properties?.node, property);
}

/** Every stage of an API for one method and path, with each variable as a wildcard. */
function route(event: Event, api: Node | undefined, implied: string): Node {
  const { span } = event.entry.node;
  const path = stringValue(of(event, "Path")) ?? "$default";
  const method = (stringValue(of(event, "Method")) ?? "any").replace(/^(?:any|x-amazon-apigateway-any-method)$/i, "*");
  const place = path === "$default" ? "*" : `${method.toUpperCase()}${anyIn(path.replace(/(.)\/$/, "$1"))}`;
  return filled(`execute-api:{r}:{a}:{Api}/*/${place}`, objectNode([["Api", api ?? refTo(implied, span)]], span));
}

/** The name by which SAM distinguishes the permissions of an API's stages. */
function stageName(event: Event, owner: Owner): string {
  if (!of(event, "RestApiId")) return "Prod";
  const stage = stageOf(event, owner);
  return stage ? (stringValue(stage) ?? "Stage") : "AllStages";
}

/** An API path with each variable as a wildcard. */
export function anyIn(path: string): string {
  return path.replace(/\{[^{}]*\}/g, "*");
}

/** The stage of the event's API, if the API is in the template. */
export function stageOf(event: Event, { env }: Owner): Node | undefined {
  const id = stringValue(child(of(event, "RestApiId"), "Ref"));
  return child(child(id === undefined ? undefined : env.template.resources.get(id), "Properties"), "StageName");
}

function pool(event: Event): Node | undefined {
  const given = of(event, "UserPool");
  const id = stringValue(child(given, "Ref"));
  return id === undefined ? given : attributeOf(id, "Arn", event.entry.node.span);
}

/**
 * Reads the permission of a service that calls the function for an event. Returns whether the event is of such a type.
 */
export function readPush(owner: Owner, type: string, event: Event): boolean {
  const push = rowOf(PUSHES, type);
  if (!push) return false;
  const { name: policyName = `${event.id}Permission`, ...caller } = push(event, owner);
  const grant: Grant = {
    ...caller,
    action: "lambda:InvokeFunction",
    resource: calledFunction(owner),
    operator: "ArnLike",
  };
  readGrant(owner, event.entry, grant, { policyName, publicType: "AWS::Lambda::Function" });
  return true;
}

/** The function its events call, or its alias if it has one. */
export function calledFunction({ logicalId, node }: Owner): Node {
  const alias = child(child(node, "Properties"), "AutoPublishAlias");
  if (!alias) return attributeOf(logicalId, "Arn", node.span);
  return aliasOf(`\${${logicalId}.Arn}`, alias);
}
