import type { TemplateStatement } from "./policy-templates.ts";

export type Category = "Read" | "Write";

/**
 * What SAM makes of a connector between two resource types: - `policy`: a managed policy for the role of the source, or
 * of the destination where `to` says so, by category; - `queue` and `topic`: the policy of the destination, which lets
 * the source's service send to it; - `permission`: the source's service may call the function. `source` is the pattern
 * of its ARN. Patterns are those of policy templates, with SourceArn, SourceId, SourceQualifier, DestinationArn and
 * DestinationName.
 */
export type ConnectorProfile =
  | { made: "policy"; to: "Source" | "Destination"; grants: Grants }
  | { made: "queue" | "topic"; service: string; action: string }
  | Calls;
type Grants = Partial<Record<Category, readonly TemplateStatement[]>>;
type Calls = { made: "permission"; service: string; source: string; ofAccount?: true };

function on(actions: string, ...resources: string[]): TemplateStatement {
  return { actions, resources };
}

function forSource(grants: Grants): ConnectorProfile {
  return { made: "policy", to: "Source", grants };
}

const DESTINATION = "{DestinationArn}";
const EXECUTIONS = "states:{r}:{a}:execution:{DestinationName}:*";
const EVENTS_OF_EXECUTIONS = "events:{r}:{a}:rule/StepFunctionsGetEventsForStepFunctionsExecutionRule";
const STAGES = "execute-api:{r}:{a}:{SourceId}/{SourceQualifier}";

const invoking = forSource({ Write: [on("lambda: InvokeAsync InvokeFunction", DESTINATION)] });
const publishing = forSource({ Write: [on("sns: Publish", DESTINATION)] });
const puttingEvents = forSource({ Write: [on("events: PutEvents", DESTINATION)] });

const bucket = forSource({
  Read: [
    on(
      "s3: GetObject GetObjectAcl GetObjectLegalHold GetObjectRetention GetObjectTorrent GetObjectVersion GetObjectVersionAcl GetObjectVersionForReplication GetObjectVersionTorrent ListBucket ListBucketMultipartUploads ListBucketVersions ListMultipartUploadParts",
      DESTINATION,
      `${DESTINATION}/*`,
    ),
  ],
  Write: [
    on(
      "s3: AbortMultipartUpload DeleteObject DeleteObjectVersion PutObject PutObjectLegalHold PutObjectRetention RestoreObject",
      DESTINATION,
      `${DESTINATION}/*`,
    ),
  ],
});

const table = forSource({
  Read: [
    on(
      "dynamodb: GetItem Query Scan BatchGetItem ConditionCheckItem PartiQLSelect",
      DESTINATION,
      `${DESTINATION}/index/*`,
    ),
  ],
  Write: [
    on(
      "dynamodb: PutItem UpdateItem DeleteItem BatchWriteItem PartiQLDelete PartiQLInsert PartiQLUpdate",
      DESTINATION,
      `${DESTINATION}/index/*`,
    ),
  ],
});

function calls(service: string, source = "{SourceArn}"): Calls {
  return { made: "permission", service, source };
}

/**
 * By the types of source and destination after SAM has expanded them. Source: AWS SAM Developer Guide, "AWS SAM
 * connector reference"; the connector profiles of SAM.
 */
export const CONNECTOR_PROFILES: Readonly<Record<string, Readonly<Record<string, ConnectorProfile>>>> = {
  "AWS::ApiGateway::RestApi": { "AWS::Lambda::Function": calls("apigateway.amazonaws.com", STAGES) },
  "AWS::ApiGatewayV2::Api": { "AWS::Lambda::Function": calls("apigateway.amazonaws.com", STAGES) },
  "AWS::AppSync::DataSource": {
    "AWS::DynamoDB::Table": table,
    "AWS::Events::EventBus": puttingEvents,
    "AWS::Lambda::Function": forSource({
      Write: [on("lambda: InvokeAsync InvokeFunction", DESTINATION, `${DESTINATION}:*`)],
    }),
  },
  "AWS::AppSync::GraphQLApi": {
    "AWS::Lambda::Function": calls("appsync.amazonaws.com", "appsync:{r}:{a}:apis/{SourceId}"),
  },
  "AWS::DynamoDB::Table": {
    "AWS::Lambda::Function": {
      made: "policy",
      to: "Destination",
      grants: {
        Read: [on("dynamodb: DescribeStream GetRecords GetShardIterator ListStreams", "{SourceArn}/stream/*")],
      },
    },
  },
  "AWS::Events::Rule": {
    "AWS::Events::EventBus": puttingEvents,
    "AWS::Lambda::Function": calls("events.amazonaws.com"),
    "AWS::SNS::Topic": { made: "topic", service: "events.amazonaws.com", action: "sns:Publish" },
    "AWS::SQS::Queue": { made: "queue", service: "events.amazonaws.com", action: "sqs:SendMessage" },
    "AWS::StepFunctions::StateMachine": forSource({ Write: [on("states: StartExecution", DESTINATION)] }),
  },
  "AWS::Lambda::Function": {
    "AWS::DynamoDB::Table": table,
    "AWS::Events::EventBus": puttingEvents,
    "AWS::Lambda::Function": invoking,
    "AWS::Location::PlaceIndex": forSource({
      Read: [
        on(
          "geo: DescribePlaceIndex GetPlace SearchPlaceIndexForPosition SearchPlaceIndexForSuggestions SearchPlaceIndexForText",
          DESTINATION,
        ),
      ],
    }),
    "AWS::S3::Bucket": bucket,
    "AWS::SNS::Topic": publishing,
    "AWS::SQS::Queue": forSource({
      Read: [on("sqs: ReceiveMessage GetQueueAttributes", DESTINATION)],
      Write: [on("sqs: DeleteMessage SendMessage ChangeMessageVisibility PurgeQueue", DESTINATION)],
    }),
    "AWS::StepFunctions::StateMachine": forSource({
      Read: [
        on("states: DescribeStateMachine ListExecutions", DESTINATION),
        on("states: DescribeExecution DescribeStateMachineForExecution GetExecutionHistory", EXECUTIONS),
      ],
      Write: [on("states: StartExecution StartSyncExecution", DESTINATION), on("states: StopExecution", EXECUTIONS)],
    }),
  },
  "AWS::S3::Bucket": { "AWS::Lambda::Function": { ...calls("s3.amazonaws.com"), ofAccount: true } },
  "AWS::SNS::Topic": {
    "AWS::Lambda::Function": calls("sns.amazonaws.com"),
    "AWS::SQS::Queue": { made: "queue", service: "sns.amazonaws.com", action: "sqs:SendMessage" },
  },
  "AWS::SQS::Queue": {
    "AWS::Lambda::Function": {
      made: "policy",
      to: "Destination",
      grants: {
        Read: [on("sqs: ReceiveMessage GetQueueAttributes", "{SourceArn}")],
        Write: [on("sqs: DeleteMessage", "{SourceArn}")],
      },
    },
  },
  "AWS::StepFunctions::StateMachine": {
    "AWS::DynamoDB::Table": table,
    "AWS::Events::EventBus": puttingEvents,
    "AWS::Lambda::Function": invoking,
    "AWS::S3::Bucket": bucket,
    "AWS::SNS::Topic": publishing,
    "AWS::SQS::Queue": forSource({ Write: [on("sqs: SendMessage", DESTINATION)] }),
    "AWS::StepFunctions::StateMachine": forSource({
      Read: [on("states: DescribeExecution", EXECUTIONS), on("events: DescribeRule", EVENTS_OF_EXECUTIONS)],
      Write: [
        on("states: StartExecution", DESTINATION),
        on("states: StopExecution", EXECUTIONS),
        on("events: PutTargets PutRule", EVENTS_OF_EXECUTIONS),
      ],
    }),
  },
};
