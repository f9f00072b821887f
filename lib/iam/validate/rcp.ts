import type { Place } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";
import type { PrincipalView, StatementView } from "./statement-view.ts";
import { conditionsIn, type InStatement, valueText } from "./walk.ts";

/** `"*"`, or the same as an AWS principal. */
export function isEveryone({ node }: Place, principals: PrincipalView[]): boolean {
  if (node.kind === "string") return node.value === "*";
  return principals.some(
    ({ kind, place, element }) => kind === "AWS" && element === "Principal" && place.node.value === "*",
  );
}

/** The conditions of what a resource control policy denies. */
export function* denials(document: PolicyDocument): Generator<InStatement> {
  if (document.type !== "resource_control") return;
  for (const found of conditionsIn(document)) if (found.statement.effect === "Deny") yield found;
}

export function isPrincipalKey(name: string): boolean {
  return /^aws:principal(?:account|arn|orgid|orgpaths|tag\/.*)$/.test(name);
}

/** Keys about the resource on whose behalf a service calls. */
export const SOURCE_KEYS = ["aws:sourceaccount", "aws:sourceorgid", "aws:sourceorgpaths"];

/** Whether the statement says if it means calls by AWS services. */
export function limitsServices({ conditionsOf }: StatementView, value: "true" | "false"): boolean {
  const conditions = conditionsOf.get("aws:principalisawsservice") ?? [];
  return conditions.some(({ values }) => values.some((place) => valueText(place)?.toLowerCase() === value));
}

/** Source: AWS Organizations User Guide, "List of AWS services that support RCPs", September 2026. */
export const RCP_SERVICES = new Set(
  [
    "aoss appconfig appstream autoscaling autoscaling-plans budgets clouddirectory cloudfront cloudsearch",
    "cloudtrail-data codeartifact codebuild codecommit codepipeline cognito-identity cognito-idp comprehend",
    "comprehendmedical compute-optimizer cost-optimization-hub dax dsql dynamodb ecr ecr-public events firehose fis fms",
    "gamelift health inspector-scan kendra kinesisvideo kms logs memorydb networkmonitor notifications opensearch",
    "pca-connector-ad personalize polly pricing resource-groups rolesanywhere s3 secretsmanager servicediscovery signin",
    "sqs sts support swf textract timestream-influxdb transcribe transfer translate wafv2 workspaces xray",
  ].flatMap((line) => line.split(" ")),
);
