import { readLinks } from "#lib/templates/cloudformation/holders/links.ts";
import { intrinsicOf } from "#lib/templates/cloudformation/values/parse-intrinsic.ts";
import { arrayNode, child, objectNode, rowOf, stringNode } from "../../node.ts";
import { readDocument } from "../policies.ts";
import { type Owner, seeGaps } from "../report.ts";
import { readApi, readHttpApi } from "./api.ts";
import { readConnectorResource } from "./connectors.ts";
import { isFalse, part, propertiesOf } from "./entry.ts";
import { readEvents } from "./events.ts";
import { readFunction } from "./function.ts";
import { globalsFor, openlyMerged, withGlobals } from "./globals.ts";
import { readGraphQLApi } from "./graphql-api.ts";
import { madeRoles } from "./made-roles.ts";
import { readPolicies, seeImplied, tracingPolicy } from "./policies.ts";
import { allow, document, filled } from "./template-document.ts";

function words(text: string): ReadonlySet<string> {
  return new Set(text.trim().split(/\s+/));
}

/** Function properties that grant nothing, or whose grants are read. */
const FUNCTION_PROPERTIES = words(`
  Architectures AssumeRolePolicyDocument AutoPublishAlias AutoPublishAliasAllProperties AutoPublishCodeSha256
  CapacityProviderConfig CodeSigningConfigArn CodeUri DeadLetterQueue DeploymentPreference Description DurableConfig
  Environment EphemeralStorage EventInvokeConfig Events FileSystemConfigs FunctionName FunctionScalingConfig
  FunctionUrlConfig Handler IgnoreGlobals ImageConfig ImageUri InlineCode KmsKeyArn Layers LoggingConfig MemorySize
  PackageType PermissionsBoundary Policies PropagateTags ProvisionedConcurrencyConfig PublishToLatestPublished
  RecursiveLoop ReservedConcurrentExecutions Role RolePath Runtime RuntimeManagementConfig SnapStart SourceKMSKeyArn
  Tags TenancyConfig Timeout Tracing VersionDeletionPolicy VersionDescription VpcConfig
`);

/** The same for a state machine. */
const STATE_MACHINE_PROPERTIES = words(`
  AutoPublishAlias Definition DefinitionSubstitutions DefinitionUri DeploymentPreference Events IgnoreGlobals Logging
  Name PermissionsBoundary Policies PropagateTags Role RolePath Tags Tracing Type UseAliasAsEventTarget
`);

/** The serverless resource types that are read, and the properties that contain policies. */
const READERS: Record<string, { read(owner: Owner): void; known: string[]; harmless?: ReadonlySet<string> }> = {
  "AWS::Serverless::Api": { read: readApi, known: ["DefinitionBody", "Auth"] },
  "AWS::Serverless::CapacityProvider": { read: operatedWith("AWSLambdaManagedEC2ResourceOperator"), known: [] },
  "AWS::Serverless::Connector": { read: readConnectorResource, known: [] },
  "AWS::Serverless::Function": {
    read: readFunction,
    known: ["AssumeRolePolicyDocument", "Policies"],
    harmless: FUNCTION_PROPERTIES,
  },
  "AWS::Serverless::GraphQLApi": { read: readGraphQLApi, known: [] },
  "AWS::Serverless::HttpApi": { read: readHttpApi, known: [] },
  "AWS::Serverless::LayerVersion": { read: () => undefined, known: [] },
  "AWS::Serverless::MicroVMImage": { read: readImage, known: [] },
  "AWS::Serverless::NetworkConnector": { read: operatedWith("AWSLambdaNetworkConnectorOperatorPolicy"), known: [] },
  "AWS::Serverless::SimpleTable": { read: () => undefined, known: [] },
  "AWS::Serverless::StateMachine": {
    read: readStateMachine,
    known: ["Policies"],
    harmless: STATE_MACHINE_PROPERTIES,
  },
};

/** What to do about parts of SAM that are unknown here. */
const PROCESSED =
  "the policies that it creates are not read. Check the processed template: aws cloudformation get-template --template-stage Processed.";

/** The template of an application is read like that of any nested stack. */
const APPLICATION = "AWS::Serverless::Application";

/** Reads what SAM expands, and returns the properties in which policies are read. */
export function readServerless(owner: Owner): string[] {
  if (!owner.type.startsWith("AWS::Serverless::") || owner.type === APPLICATION) return [];
  const reader = rowOf(READERS, owner.type);
  if (!reader) {
    const message = `${owner.type} is expanded at deployment; ${PROCESSED}`;
    seeUnread({ ...owner, path: owner.path.slice(0, -1) }, message);
    return [];
  }
  const own = child(owner.node, "Properties");
  const globals = globalsFor(own, child(owner.env.template.globals, owner.type.replace("AWS::Serverless::", "")));
  if (globals === null) {
    const message = "The value of IgnoreGlobals is not known; the policies of this resource are not read.";
    seeUnread(owner, message, child(own, "IgnoreGlobals"), "IgnoreGlobals");
    return [];
  }
  for (const { key, value } of openlyMerged(own, globals)) {
    seeUnread(owner, `A function in Globals also sets ${key}; how SAM merges the two is not known.`, value, key);
  }
  const properties = withGlobals(own, globals);
  if (!properties) return [];
  if (intrinsicOf(properties)) {
    seeUnread(owner, "The properties of this resource are not known before deployment; its policies are not read.");
    return [];
  }
  const merged = { ...owner, node: objectNode([["Properties", properties]], owner.node.span) };
  reader.read(merged);
  readLinks(merged);
  for (const { key, value } of properties.kind === "object" ? properties.entries : []) {
    if (!reader.harmless || reader.harmless.has(key)) continue;
    seeUnread(owner, `It is not known which policies SAM creates from ${key}.`, value, key);
  }
  return reader.known;
}

function seeUnread(owner: Owner, message: string, node = owner.node, ...below: string[]): void {
  const gap = { message, path: [...owner.path, ...below], span: node.span };
  seeGaps(owner, { policyName: null }, [gap], owner.env);
}

/** Reads the managed policy of the role with which Lambda operates a resource, if no role is given. */
function operatedWith(policy: string): (owner: Owner) => void {
  return (owner) => {
    for (const env of madeRoles(owner, "OperatorRole")) seeImplied(owner, policy, { ...propertiesOf(owner), env });
  };
}

/** Reads the role that builds an image, if none is given: it reads the code bucket and writes logs. */
function readImage(owner: Owner): void {
  const properties = propertiesOf(owner);
  const code = part(properties, "CodeUri");
  if (!code) return;
  const { span } = code.node;
  const text = (value: string) => stringNode(value, span);
  const pieces = objectNode([["Fn::Split", arrayNode([text("/"), code.node], span)]], span);
  const bucket = objectNode([["Fn::Select", arrayNode([text("2"), pieces], span)]], span);
  const logs = arrayNode(["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"].map(text), span);
  const statements = [
    allow(text("s3:GetObject"), filled("s3:::{Bucket}/*", objectNode([["Bucket", bucket]], span)), span),
    allow(logs, text("*"), span),
  ];
  for (const env of madeRoles(owner, "BuildRoleArn")) {
    const about = { kind: "identity" as const, policyName: "MicrovmImageBuildPolicy" };
    readDocument(owner, { ...code, env, node: document(statements, span) }, about);
  }
}

/** Reads the policies of a state machine, of the role SAM makes for it, and of the roles with which events start it. */
function readStateMachine(owner: Owner): void {
  readPolicies(owner);
  const properties = propertiesOf(owner);
  readEvents(owner, part(properties, "Events"));
  const tracing = part(properties, "Tracing");
  for (const env of tracing && !isFalse(part(tracing, "Enabled")) ? madeRoles(owner) : []) {
    if (tracing) seeImplied(owner, tracingPolicy, { ...tracing, env });
  }
}
