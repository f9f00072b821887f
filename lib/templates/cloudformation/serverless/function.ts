import { readRow } from "../policies.ts";
import type { PolicyRow } from "../policy-table.ts";
import type { Owner } from "../report.ts";
import { type Entry, isFalse, part, propertiesOf } from "./entry.ts";
import { readEvents } from "./events.ts";
import { madeRoles } from "./made-roles.ts";
import { readPolicies, seeImplied, tracingPolicy } from "./policies.ts";
import { readTargets } from "./targets.ts";
import { readUrl } from "./urls.ts";

const TRUST: PolicyRow = {
  type: "AWS::Serverless::Function",
  path: ["AssumeRolePolicyDocument"],
  kind: "trust",
  publicType: "AWS::IAM::AssumeRolePolicyDocument",
};

/**
 * Reads the policies of a function and of the role SAM makes for it. Permissions that let an event start the function
 * name an AWS service and contain none of the author's text. Source: AWS SAM Developer Guide,
 * "AWS::Serverless::Function", "Generated CloudFormation resources for AWS SAM".
 */
export function readFunction(owner: Owner): void {
  readRow(TRUST, owner);
  readPolicies(owner);
  const properties = propertiesOf(owner);
  readUrl(owner, part(properties, "FunctionUrlConfig"));
  const deployment = part(properties, "DeploymentPreference");
  if (deployment && !isFalse(part(deployment, "Enabled")) && !part(deployment, "Role"))
    seeImplied(owner, "AWSCodeDeployRoleForLambda", deployment);
  readEvents(owner, part(properties, "Events"));
  for (const env of madeRoles(owner)) readRole(owner, { ...properties, env });
}

function readRole(owner: Owner, properties: Entry): void {
  const tracing = part(properties, "Tracing");
  const vpc = part(properties, "VpcConfig");
  const isDurable = part(properties, "DurableConfig") !== undefined;
  const basic = isDurable ? "AWSLambdaBasicDurableExecutionRolePolicy" : "AWSLambdaBasicExecutionRole";
  seeImplied(owner, basic, properties);
  if (tracing) seeImplied(owner, tracingPolicy, tracing);
  if (vpc) seeImplied(owner, "AWSLambdaVPCAccessExecutionRole", vpc);
  readTargets(owner, properties, ["DeadLetterQueue"], "TargetArn");
  for (const event of ["OnSuccess", "OnFailure"]) {
    readTargets(owner, properties, ["EventInvokeConfig", "DestinationConfig", event], "Destination");
  }
}
