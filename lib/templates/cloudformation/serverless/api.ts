import { objectBeside } from "#lib/templates/cloudformation/expansion/object-beside.ts";
import { child, objectNode, stringNode, stringValue, withSpan } from "../../node.ts";
import { readRow } from "../policies.ts";
import type { PolicyRow } from "../policy-table.ts";
import { type Owner, seeGaps } from "../report.ts";
import { type Entry, isTrue, part, propertiesOf } from "./entry.ts";
import { readGrant, refTo } from "./grants.ts";
import { readResourcePolicies } from "./resource-policy.ts";
import { filled } from "./template-document.ts";

const PUBLIC_TYPE = "AWS::ApiGateway::RestApi";
const IN_DEFINITION: PolicyRow = {
  type: "AWS::Serverless::Api",
  path: ["DefinitionBody", "x-amazon-apigateway-policy"],
  kind: "resource",
  publicType: PUBLIC_TYPE,
};
const ABOUT = { kind: "resource" as const, policyName: null };

/** Reads the resource policy of an API: in its definition, or as SAM makes it from lists and statements. */
export function readApi(owner: Owner): void {
  readRow(IN_DEFINITION, owner);
  const properties = propertiesOf(owner);
  const elsewhere = part(properties, "DefinitionUri");
  if (elsewhere) readDefinition(owner, elsewhere);
  const isOff = isTrue(part(part(properties, "Auth"), "DisableFunctionDefaultPermissions"));
  if (!isOff) readAuthorizers(owner, (authorizer) => !isTrue(part(authorizer, "DisableFunctionDefaultPermissions")));
  // SAM's name for the stage of an API that it creates implicitly.
  const stage = child(properties.node, "StageName") ?? stringNode("Prod", properties.node.span);
  readResourcePolicies(owner, properties, stage);
}

export function readHttpApi(owner: Owner): void {
  readAuthorizers(owner, (authorizer) => isTrue(part(authorizer, "EnableFunctionDefaultPermissions")));
}

/** Reads permissions for API Gateway to call authorizer functions, if SAM grants them itself and no role does. */
function readAuthorizers(owner: Owner, isLet: (authorizer: Entry) => boolean): void {
  const { logicalId } = owner;
  const authorizers = part(part(propertiesOf(owner), "Auth"), "Authorizers");
  for (const { key } of authorizers?.node.kind === "object" ? authorizers.node.entries : []) {
    const authorizer = part(authorizers, key);
    const resource = part(authorizer, "FunctionArn");
    const role = part(authorizer, "FunctionInvokeRole");
    const isByRole = role !== undefined && stringValue(role.node) !== "NONE";
    if (!authorizer || !resource || isByRole || !isLet(authorizer)) continue;
    const { span } = authorizer.node;
    const api = objectNode([["Api", refTo(logicalId, span)]], span);
    const source = filled("execute-api:{r}:{a}:{Api}/authorizers/*", api);
    const caller = { service: "apigateway.amazonaws.com", source, operator: "ArnLike" } as const;
    readGrant(
      owner,
      authorizer,
      { ...caller, action: "lambda:InvokeFunction", resource: resource.node },
      { policyName: `${logicalId}${key}AuthorizerPermission`, publicType: "AWS::Lambda::Function" },
    );
  }
}

/** Reads a definition from the repository, as SAM inserts it. */
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
  const message = `${why} Any resource policy in it is not read.`;
  seeGaps(owner, ABOUT, [{ message, path, span: node.span }], env);
}
