import type { Node } from "#lib/iam/index.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { arrayNode, child, objectNode, stringNode } from "../../node.ts";
import type { Owner } from "../report.ts";
import { readConnector } from "./connectors.ts";
import { type Entry, isFalse, part, propertiesOf, seeUnread } from "./entry.ts";
import { seeImplied } from "./policies.ts";

/** Data sources: the type each connects to, the property with its ARN, and SAM's name for the connection. */
const SOURCES = [
  { kind: "DynamoDb", type: "AWS::DynamoDB::Table", arn: "TableArn", connector: "ToTableConnector" },
  { kind: "Lambda", type: "AWS::Lambda::Function", arn: "FunctionArn", connector: "ToLambdaConnector" },
] as const;

/**
 * Reads the roles SAM makes for an AppSync API: one for its logs, and one for each data source without a role, which is
 * a connector's role. Source: AWS SAM Developer Guide, "AWS::Serverless::GraphQLApi".
 */
export function readGraphQLApi(owner: Owner): void {
  const properties = propertiesOf(owner);
  const logging = part(properties, "Logging");
  if (!isFalse(logging) && !part(logging, "CloudWatchLogsRoleArn")) {
    seeImplied(owner, "AWSAppSyncPushToCloudWatchLogs", logging ?? properties);
  }
  const all = part(properties, "DataSources");
  for (const { kind, ...source } of SOURCES) {
    const named = part(all, kind);
    for (const { key } of named?.node.kind === "object" ? named.node.entries : []) {
      const entry = part(named, key);
      if (entry && !intrinsicOf(entry.node)) readSource(owner, entry, `${owner.logicalId}${key}`, source);
      else if (entry) seeUnread(owner, entry, "This data source is not known before deployment.");
    }
  }
}

type Source = Omit<(typeof SOURCES)[number], "kind">;

function readSource(owner: Owner, entry: Entry, id: string, { type, arn, connector }: Source): void {
  const { node } = entry;
  const { span } = node;
  if (child(node, "ServiceRoleArn")) return;
  const text = (value: string): Node => stringNode(value, span);
  const both = arrayNode([text("Read"), text("Write")], span);
  const permissions =
    type === "AWS::DynamoDB::Table" ? (child(node, "Permissions") ?? both) : arrayNode([text("Write")], span);
  const connection = objectNode(
    [
      [
        "Destination",
        objectNode(
          [
            ["Type", text(type)],
            ["Arn", child(node, arn)],
          ],
          span,
        ),
      ],
      ["Permissions", permissions],
    ],
    span,
  );
  const source = objectNode([["Type", text("AWS::AppSync::DataSource")]], span);
  readConnector(owner, { ...entry, node: connection }, `${id}${connector}`, source);
}
