import type { Node } from "#lib/iam/index.ts";
import { afresh, isValue } from "#lib/templates/cloudformation/values/outcome.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { child, items, objectNode, rowOf, stringNode, stringValue } from "../../node.ts";
import { readWorlds } from "../read-worlds.ts";
import type { Owner } from "../report.ts";
import { type Category, CONNECTOR_PROFILES, type ConnectorProfile } from "./connector-profiles.ts";
import { type Entry, part, propertiesOf, seeUnread } from "./entry.ts";
import { attributeOf, readGrant, refTo } from "./grants.ts";
import type { TemplateStatement } from "./policy-templates.ts";
import { filled, namesIn, parametersOf, templateDocument } from "./template-document.ts";

/** One end of a connector: its type after SAM has expanded it, and the values a profile may need from it. */
type End = { type: string; known: [string, Node][] };

/** Reads the connectors embedded in a resource, which is their source. */
export function readConnectors(owner: Owner): void {
  const node = child(owner.node, "Connectors");
  if (!node) return;
  const connectors = { node, path: [...owner.path.slice(0, -1), "Connectors"], env: afresh(owner.env) };
  const { logicalId } = owner;
  if (node.kind !== "object" || intrinsicOf(node)) {
    seeUnread(owner, connectors, "The connectors of this resource are not known before deployment.");
    return;
  }
  for (const { key } of node.entries) {
    const connector = part(connectors, key);
    const properties = part(connector, "Properties");
    if (!connector || !properties) continue;
    const given = child(properties.node, "SourceReference");
    const more = given?.kind === "object" ? given.entries.map((each): [string, Node] => [each.key, each.value]) : [];
    const source = objectNode([["Id", stringNode(logicalId, node.span)], ...more], node.span);
    readConnector(owner, properties, `${logicalId}${key}`, source);
  }
}

/** Reads a connector that is a separate resource. */
export function readConnectorResource(owner: Owner): void {
  const properties = propertiesOf(owner);
  readConnector(owner, properties, owner.logicalId, child(properties.node, "Source"));
}

/**
 * Reads the policies that SAM makes for a connector, under SAM's names. Source: AWS SAM Developer Guide,
 * "AWS::Serverless::Connector", "Generated CloudFormation resources".
 */
export function readConnector(owner: Owner, connector: Entry, id: string, source: Node | undefined): void {
  const destinations = child(connector.node, "Destination");
  const from = endOf(source, "Source", owner);
  const categories = categoriesIn(child(connector.node, "Permissions"));
  const all = destinations?.kind === "array" ? destinations.items : [destinations];
  for (const [index, node] of all.entries()) {
    const suffix = destinations?.kind === "array" ? `Destination${index}` : "";
    const connection = connectionOf(from, endOf(node, "Destination", owner), categories);
    if (typeof connection === "string") seeUnread(owner, connector, connection);
    else readConnection(owner, connector, connection, (made) => `${id}${made}${suffix}`);
  }
}

/** What is connected and how, or why the connection is unknown. */
function connectionOf(from: End | undefined, to: End | undefined, categories: Category[]): Connection | string {
  if (!from || !to) return "The source and destination of this connector are not known before deployment.";
  const profile = rowOf(rowOf(CONNECTOR_PROFILES, from.type) ?? {}, to.type);
  if (!profile) return `SAM does not support connectors from ${from.type} to ${to.type}.`;
  if (categories.length === 0) return "The permissions of a connector must be Read, Write or both.";
  const refused = categories.find((category) => !isOffered(profile, category));
  if (refused) return `SAM does not support ${refused} from ${from.type} to ${to.type}.`;
  const known = new Map([...from.known, ...to.known]);
  const missing = neededBy(profile, categories).find((name) => !known.has(name));
  if (missing !== undefined) return `This connector has no ${missing}.`;
  return { profile, categories, known };
}

type Connection = { profile: ConnectorProfile; categories: Category[]; known: ReadonlyMap<string, Node> };

function isOffered(profile: ConnectorProfile, category: Category): boolean {
  return profile.made === "policy" ? profile.grants[category] !== undefined : category === "Write";
}

function neededBy(profile: ConnectorProfile, categories: readonly Category[]): string[] {
  if (profile.made === "policy") return parametersOf(statementsOf(profile, categories));
  return ["DestinationArn", ...(profile.made === "permission" ? namesIn(profile.source) : ["SourceArn"])];
}

function statementsOf({ grants }: Policy, categories: readonly Category[]): TemplateStatement[] {
  return categories.flatMap((category) => grants[category] ?? []);
}

type Policy = Extract<ConnectorProfile, { made: "policy" }>;

function readConnection(
  owner: Owner,
  connector: Entry,
  { profile, categories, known }: Connection,
  nameOf: (made: string) => string,
): void {
  const parameters = objectNode([...known], connector.node.span);
  if (profile.made === "policy") {
    const document = templateDocument(statementsOf(profile, categories), parameters);
    readManagedPolicy(owner, connector, document, nameOf("Policy"));
    return;
  }
  const resource = known.get("DestinationArn");
  if (!resource) return;
  if (profile.made === "permission") {
    const { service, source, ofAccount } = profile;
    readGrant(
      owner,
      connector,
      { service, resource, ofAccount, source: filled(source, parameters), action: INVOKE, operator: "ArnLike" },
      { policyName: nameOf("WriteLambdaPermission"), publicType: "AWS::Lambda::Function" },
    );
    return;
  }
  const { service, action } = profile;
  const [name, publicType] = RECEIVERS[profile.made];
  const grant = { service, action, resource, source: known.get("SourceArn"), operator: "ArnEquals" } as const;
  readGrant(owner, connector, grant, { policyName: nameOf(name), publicType });
}

const INVOKE = "lambda:InvokeFunction";
const RECEIVERS = {
  queue: ["QueuePolicy", "AWS::SQS::Queue"],
  topic: ["TopicPolicy", "AWS::SNS::Topic"],
} as const;

function readManagedPolicy(owner: Owner, { node, path, env }: Entry, document: Node, policyName: string): void {
  readWorlds(owner, env, {
    about: () => ({ kind: "identity", policyName, path, span: node.span }),
    read: (own) => {
      const resolved = own.resolve(document, path, own);
      return isValue(resolved) ? { node: resolved, publicType: null } : undefined;
    },
  });
}

function categoriesIn(permissions: Node | undefined): Category[] {
  const names = items(permissions).map(stringValue);
  const known = names.flatMap((name): Category[] => (name === "Read" || name === "Write" ? [name] : []));
  return known.length === names.length ? [...new Set(known)] : [];
}

/** The types into which SAM expands its own. */
const EXPANDED: Record<string, string> = {
  "AWS::Serverless::Api": "AWS::ApiGateway::RestApi",
  "AWS::Serverless::Function": "AWS::Lambda::Function",
  "AWS::Serverless::GraphQLApi": "AWS::AppSync::GraphQLApi",
  "AWS::Serverless::HttpApi": "AWS::ApiGatewayV2::Api",
  "AWS::Serverless::SimpleTable": "AWS::DynamoDB::Table",
  "AWS::Serverless::StateMachine": "AWS::StepFunctions::StateMachine",
};

/** Types whose Ref is their ARN. */
const NAMED_BY_ARN = new Set([
  "AWS::AppSync::DataSource",
  "AWS::AppSync::GraphQLApi",
  "AWS::SNS::Topic",
  "AWS::StepFunctions::StateMachine",
]);

/** Reads an end given by resource id, or by type with its known properties. */
function endOf(reference: Node | undefined, end: "Source" | "Destination", { env }: Owner): End | undefined {
  if (reference?.kind !== "object" || intrinsicOf(reference)) return undefined;
  const { span } = reference;
  const id = stringValue(child(reference, "Id"));
  const type = stringValue(id === undefined ? child(reference, "Type") : child(env.template.resources.get(id), "Type"));
  if (type === undefined) return undefined;
  const expanded = rowOf(EXPANDED, type) ?? type;
  const given = (property: string) => child(reference, property);
  const parts: [string, Node | undefined][] =
    id === undefined
      ? [
          ["Arn", given("Arn")],
          ["Id", given("ResourceId")],
          ["Name", given("Name")],
          ["Qualifier", given("Qualifier")],
        ]
      : [
          ["Arn", NAMED_BY_ARN.has(expanded) ? refTo(id, span) : attributeOf(id, "Arn", span)],
          ["Id", expanded === "AWS::AppSync::GraphQLApi" ? attributeOf(id, "ApiId", span) : refTo(id, span)],
          ["Name", attributeOf(id, "Name", span)],
          ["Qualifier", given("Qualifier") ?? stringNode("*", span)],
        ];
  return { type: expanded, known: parts.flatMap(([name, node]) => (node ? [[`${end}${name}`, node]] : [])) };
}
