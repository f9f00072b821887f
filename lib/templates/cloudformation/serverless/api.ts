import { child, objectNode, stringNode, stringValue, withSpan } from "../../node.ts";
import { objectBeside } from "../object-beside.ts";
import { readRow } from "../policies.ts";
import type { PolicyRow } from "../policy-table.ts";
import { type Owner, seeGaps } from "../report.ts";
import { walk } from "../walk.ts";
import { type Entry, part, propertiesOf } from "./entry.ts";
import { readResourcePolicy } from "./resource-policy.ts";

const PUBLIC_TYPE = "AWS::ApiGateway::RestApi";
const IN_DEFINITION: PolicyRow = {
  type: "AWS::Serverless::Api",
  path: ["DefinitionBody", "x-amazon-apigateway-policy"],
  kind: "resource",
  publicType: PUBLIC_TYPE,
};
const ABOUT = { kind: "resource" as const, policyName: null };

/** The resource policy of an API: in its definition, or what SAM makes of lists and statements. */
export function readApi(owner: Owner): void {
  readRow(IN_DEFINITION, owner);
  const properties = propertiesOf(owner);
  const elsewhere = part(properties, "DefinitionUri");
  if (elsewhere) readDefinition(owner, elsewhere);
  // SAM calls the stage of an API that it makes by itself so.
  const stage = child(properties.node, "StageName") ?? stringNode("Prod", properties.node.span);
  for (const place of walk(properties.node, ["Auth", "ResourcePolicy"], properties.path, properties.env)) {
    if (place.kind === "gap") seeGaps(owner, ABOUT, [place.gap], place.env);
    if (place.kind === "found") readResourcePolicy(owner, place, stage);
  }
}

/** A definition of the repository, as SAM puts it into its place. */
function readDefinition(owner: Owner, { node, path, env }: Entry): void {
  const { fileBeside } = env.template;
  const name = stringValue(node);
  const file = fileBeside && name !== undefined ? objectBeside(name, fileBeside) : undefined;
  if (file?.ok) {
    const { span } = node;
    const properties = objectNode([["DefinitionBody", withSpan(file.node, span)]], span);
    readRow(IN_DEFINITION, { ...owner, node: objectNode([["Properties", properties]], span) });
    return;
  }
  const why = file
    ? `The definition of this API, ${name}, ${file.message}`
    : "The definition of this API is elsewhere.";
  const message = `${why} A resource policy in it is not read.`;
  seeGaps(owner, ABOUT, [{ message, path, span: node.span }], env);
}
