import type { Node } from "#lib/iam/index.ts";
import { child, items, objectNode, rowOf, stringNode, stringValue } from "../../node.ts";
import { intrinsicOf } from "../intrinsic.ts";
import { readWorlds } from "../read-worlds.ts";
import { type Owner, seeGaps } from "../report.ts";
import { afresh, isValue } from "../resolution.ts";
import { type Category, CONNECTOR_PROFILES, type ConnectorProfile } from "./connector-profiles.ts";
import { type Entry, part, propertiesOf } from "./entry.ts";
import { attributeOf, readGrant, refTo } from "./grants.ts";
import type { TemplateStatement } from "./policy-templates.ts";
import { filled, namesIn, parametersOf, templateDocument } from "./template-document.ts";

/** One end of a connector: its type once SAM has expanded it, and what a profile may ask of it. */
type End = { type: string; known: [string, Node][] };

/** The connectors inside of a resource, which is their source. */
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

/** A connector that is a resource by itself. */
export function readConnectorResource(owner: Owner): void {
  const properties = propertiesOf(owner);
  readConnector(owner, properties, owner.logicalId, child(properties.node, "Source"));
}

/**
 * The policies that SAM makes of a connector, by the names that it gives them.
 * Source: AWS SAM Developer Guide, "AWS::Serverless::Connector", "Generated CloudFormation resources".
 */
export function readConnector(owner: Owner, connector: Entry, id: string, source: Node | undefined): void {
  const destinations = child(connector.node, "Destination");
  const from = endOf(source, "Source", owner);
  const categories = categoriesIn(child(connector.node, "Permissions"));
  const all = destinations?.kind === "array" ? destinations.items : [destinations];
  for (const [index, node] of all.entries()) {
    const to = endOf(node, "Destination", owner);
    const profile = from && to && rowOf(rowOf(CONNECTOR_PROFILES, from.type) ?? {}, to.type);
    const known = objectNode([...(from?.known ?? []), ...(to?.known ?? [])], connector.node.span);
    const refused = profile && categories.find((category) => !isOffered(profile, category));
    const missing = profile && neededBy(profile, categories).find((name) => !child(known, name));
    if (!from || !to) seeUnread(owner, connector, "What this connector connects is not known before deployment.");
    else if (!profile) seeUnread(owner, connector, `SAM has no connector from ${from.type} to ${to.type}.`);
    else if (categories.length === 0) seeUnread(owner, connector, "A connector gives Read, Write or both.");
    else if (refused) seeUnread(owner, connector, `SAM has no ${refused} from ${from.type} to ${to.type}.`);
    else if (missing !== undefined) seeUnread(owner, connector, `This connector does not say its ${missing}.`);
    else {
      const suffix = destinations?.kind === "array" ? `Destination${index}` : "";
      readConnection(owner, connector, { profile, categories, known, nameOf: (made) => `${id}${made}${suffix}` });
    }
  }
}

type Connection = { profile: ConnectorProfile; categories: Category[]; known: Node; nameOf(made: string): string };

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

function readConnection(owner: Owner, connector: Entry, { profile, categories, known, nameOf }: Connection): void {
  if (profile.made === "policy") {
    readManagedPolicy(owner, connector, templateDocument(statementsOf(profile, categories), known), nameOf("Policy"));
    return;
  }
  const resource = child(known, "DestinationArn");
  const source = profile.made === "permission" ? filled(profile.source, known) : child(known, "SourceArn");
  if (!resource) return;
  const grant = { service: profile.service, resource, source };
  if (profile.made === "permission") {
    const about = { policyName: nameOf("WriteLambdaPermission"), publicType: "AWS::Lambda::Function" };
    const { ofAccount } = profile;
    readGrant(owner, connector, { ...grant, action: "lambda:InvokeFunction", operator: "ArnLike", ofAccount }, about);
    return;
  }
  const [name, publicType] = RECEIVERS[profile.made];
  const about = { policyName: nameOf(name), publicType };
  readGrant(owner, connector, { ...grant, action: profile.action, operator: "ArnEquals" }, about);
}

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

/** What SAM makes of its own types. */
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

/** By the id of a resource, or by a type with what is known of it. */
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

function seeUnread(owner: Owner, { node, path, env }: Entry, message: string): void {
  seeGaps(owner, { policyName: null }, [{ message, path, span: node.span }], env);
}
