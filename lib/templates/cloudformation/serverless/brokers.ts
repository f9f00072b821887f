import type { Node } from "#lib/iam/index.ts";
import { child, items, stringNode, stringValue } from "../../node.ts";
import { readDocument } from "../policies.ts";
import type { Owner } from "../report.ts";
import { type Entry, part } from "./entry.ts";
import { madeRoles } from "./made-roles.ts";
import { allow, document, filled } from "./template-document.ts";

/** What a function may do with a message broker whose messages it fetches: read its secret and look it up. */
export function readBroker(owner: Owner, event: Entry): void {
  const { span } = event.node;
  const properties = part(event, "Properties")?.node;
  const sources = items(child(properties, "SourceAccessConfigurations"));
  const secrets = sources.filter((each) => stringValue(child(each, "Type")) !== "VIRTUAL_HOST");
  const hasKey = properties && child(properties, "SecretsManagerKmsKeyId");
  const allowed: [string, Node | undefined][] = [
    ...secrets.map((each): [string, Node | undefined] => ["secretsmanager:GetSecretValue", child(each, "URI")]),
    ["mq:DescribeBroker", child(properties, "Broker")],
    ["kms:Decrypt", hasKey && filled("kms:{r}:{a}:key/{SecretsManagerKmsKeyId}", properties)],
  ];
  const statements = allowed.flatMap(([action, resource]) =>
    resource ? [allow(stringNode(action, span), resource, span)] : [],
  );
  for (const env of madeRoles(owner)) {
    const made = { ...event, env, node: document(statements, span) };
    readDocument(owner, made, { kind: "identity", policyName: null });
  }
}
