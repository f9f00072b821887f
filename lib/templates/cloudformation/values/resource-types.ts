/**
 * How the names and ARNs of a resource type are made. Placeholders: `{p}` partition, `{r}` region, `{a}` account, `{s}`
 * URL suffix, `{name}`, `{prefix}` (IAM path, event bus), `{random}` and `{digits}` (AWS chooses). - `property`: the
 * property that sets the name; without it, or without a value, AWS chooses; - `prefix`: the property that comes before
 * the name, and its form there; - `clean`: how the name changes in an ARN; - `standIn`: makes the stand-in for an id
 * from 64 hexadecimal digits; by default it is `Stack-LogicalId-random`; - `ref` and `attributes`: what Ref and
 * Fn::GetAtt return. Source: AWS CloudFormation Template Reference, "Return values" of each type; ARN formats: Service
 * Authorization Reference.
 */
export type PhysicalName = {
  property?: string;
  prefix?: { property: string; text: (value: string | undefined) => string };
  clean?: (name: string) => string;
  lowerCase?: true;
  standIn?: (digits: string) => string;
  ref: string;
  attributes?: Record<string, string>;
};

const uuid = (hex: string) =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)].join("-");
const prefixed = (prefix: string) => (hex: string) => `${prefix}-0${hex.slice(0, 16)}`;
const short = (hex: string) => hex.slice(0, 10);

/** Ref is the name, Arn the ARN. */
function byName(property: string, arn: string, more: Partial<PhysicalName> = {}): PhysicalName {
  return { property, ref: "{name}", ...more, attributes: { Arn: arn, ...more.attributes } };
}

/** Ref is the ARN. */
function byArn(property: string, arn: string, attributes: Record<string, string> = {}): PhysicalName {
  return { property, ref: arn, attributes: { Arn: arn, ...attributes } };
}

const iamPath = { property: "Path", text: (value: string | undefined) => value ?? "/" };
const eventBus = {
  property: "EventBusName",
  text: (value: string | undefined) => {
    const bus = value?.split("/").at(-1) ?? "default";
    return bus === "default" ? "" : `${bus}/`;
  },
};

/** Ref is an id chosen by AWS. */
function byId(standIn: (digits: string) => string, attributes: Record<string, string> = {}): PhysicalName {
  return { standIn, ref: "{name}", attributes };
}

const table = byName("TableName", "arn:{p}:dynamodb:{r}:{a}:table/{name}", {
  attributes: { StreamArn: "arn:{p}:dynamodb:{r}:{a}:table/{name}/stream/{random}" },
});

/** The name of a function, which may also be given as an ARN. */
const functionName = {
  property: "FunctionName",
  text: (value: string | undefined) => (value?.startsWith("arn:") ? value.split(":")[6] : value) ?? "",
};

const graphQLApi: PhysicalName = {
  standIn: (hex) => hex.slice(0, 26),
  ref: "arn:{p}:appsync:{r}:{a}:apis/{name}",
  attributes: { ApiId: "{name}", Arn: "arn:{p}:appsync:{r}:{a}:apis/{name}" },
};

export const PHYSICAL_NAMES: Record<string, PhysicalName> = {
  "AWS::AmazonMQ::Broker": {
    property: "BrokerName",
    ref: "b-{random}",
    attributes: { Arn: "arn:{p}:mq:{r}:{a}:broker:{name}:b-{random}" },
  },
  "AWS::ApiGateway::Authorizer": byId(short, { AuthorizerId: "{name}" }),
  "AWS::ApiGateway::RestApi": byId(short, { RestApiId: "{name}" }),
  "AWS::ApiGateway::Stage": { property: "StageName", ref: "{name}" },
  "AWS::ApiGatewayV2::Api": byId(short, { ApiId: "{name}" }),
  "AWS::ApiGatewayV2::Authorizer": byId(short, { AuthorizerId: "{name}" }),
  "AWS::AppSync::GraphQLApi": graphQLApi,
  "AWS::AutoScaling::AutoScalingGroup": { property: "AutoScalingGroupName", ref: "{name}" },
  "AWS::Backup::BackupVault": byName("BackupVaultName", "arn:{p}:backup:{r}:{a}:backup-vault:{name}", {
    attributes: { BackupVaultArn: "arn:{p}:backup:{r}:{a}:backup-vault:{name}", BackupVaultName: "{name}" },
  }),
  "AWS::Batch::ComputeEnvironment": byArn(
    "ComputeEnvironmentName",
    "arn:{p}:batch:{r}:{a}:compute-environment/{name}",
    { ComputeEnvironmentArn: "arn:{p}:batch:{r}:{a}:compute-environment/{name}" },
  ),
  "AWS::Batch::JobDefinition": byArn("JobDefinitionName", "arn:{p}:batch:{r}:{a}:job-definition/{name}:{random}", {
    JobDefinitionArn: "arn:{p}:batch:{r}:{a}:job-definition/{name}:{random}",
  }),
  "AWS::Batch::JobQueue": byArn("JobQueueName", "arn:{p}:batch:{r}:{a}:job-queue/{name}", {
    JobQueueArn: "arn:{p}:batch:{r}:{a}:job-queue/{name}",
  }),
  "AWS::BedrockAgentCore::Gateway": {
    property: "Name",
    ref: "{name}-{random}",
    attributes: {
      GatewayArn: "arn:{p}:bedrock-agentcore:{r}:{a}:gateway/{name}-{random}",
      GatewayIdentifier: "{name}-{random}",
    },
  },
  "AWS::CloudFront::CloudFrontOriginAccessIdentity": byId((hex) => `E${hex.slice(0, 13).toUpperCase()}`, {
    Id: "{name}",
    S3CanonicalUserId: "{digits}",
  }),
  "AWS::CloudFront::Distribution": byId((hex) => `E${hex.slice(0, 13).toUpperCase()}`, { Id: "{name}" }),
  "AWS::CloudTrail::Trail": byName("TrailName", "arn:{p}:cloudtrail:{r}:{a}:trail/{name}"),
  "AWS::CodeBuild::Project": byName("Name", "arn:{p}:codebuild:{r}:{a}:project/{name}"),
  "AWS::CodePipeline::Pipeline": { property: "Name", ref: "{name}" },
  "AWS::Cognito::IdentityPool": { standIn: uuid, ref: "{r}:{name}", attributes: { Id: "{r}:{name}" } },
  "AWS::Cognito::UserPool": {
    standIn: short,
    ref: "{r}_{name}",
    attributes: { UserPoolId: "{r}_{name}", Arn: "arn:{p}:cognito-idp:{r}:{a}:userpool/{r}_{name}" },
  },
  "AWS::DirectoryService::MicrosoftAD": byId(prefixed("d")),
  "AWS::DirectoryService::SimpleAD": byId(prefixed("d")),
  "AWS::DynamoDB::GlobalTable": table,
  "AWS::DynamoDB::Table": table,
  "AWS::EC2::Instance": byId(prefixed("i"), { InstanceId: "{name}" }),
  "AWS::EC2::SecurityGroup": byId(prefixed("sg"), { GroupId: "{name}", Id: "{name}" }),
  "AWS::EC2::Subnet": byId(prefixed("subnet"), { SubnetId: "{name}" }),
  "AWS::EC2::VPC": byId(prefixed("vpc"), { VpcId: "{name}", DefaultSecurityGroup: "sg-{digits}" }),
  "AWS::EC2::VPCEndpoint": byId(prefixed("vpce"), { Id: "{name}" }),
  "AWS::ECR::Repository": byName("RepositoryName", "arn:{p}:ecr:{r}:{a}:repository/{name}", { lowerCase: true }),
  "AWS::ECS::Cluster": byName("ClusterName", "arn:{p}:ecs:{r}:{a}:cluster/{name}"),
  "AWS::ECS::TaskDefinition": byArn("Family", "arn:{p}:ecs:{r}:{a}:task-definition/{name}:{random}", {
    TaskDefinitionArn: "arn:{p}:ecs:{r}:{a}:task-definition/{name}:{random}",
  }),
  "AWS::EFS::AccessPoint": byId(prefixed("fsap"), {
    AccessPointId: "{name}",
    Arn: "arn:{p}:elasticfilesystem:{r}:{a}:access-point/{name}",
  }),
  "AWS::EFS::FileSystem": byId(prefixed("fs"), {
    FileSystemId: "{name}",
    Arn: "arn:{p}:elasticfilesystem:{r}:{a}:file-system/{name}",
  }),
  "AWS::Elasticsearch::Domain": byName("DomainName", "arn:{p}:es:{r}:{a}:domain/{name}", { lowerCase: true }),
  "AWS::Events::ApiDestination": byName("Name", "arn:{p}:events:{r}:{a}:api-destination/{name}/{random}"),
  "AWS::Events::EventBus": byName("Name", "arn:{p}:events:{r}:{a}:event-bus/{name}", {
    attributes: { Name: "{name}" },
  }),
  "AWS::Events::Rule": byName("Name", "arn:{p}:events:{r}:{a}:rule/{prefix}{name}", { prefix: eventBus }),
  "AWS::Glue::Crawler": { property: "Name", ref: "{name}" },
  "AWS::Glue::Job": { property: "Name", ref: "{name}" },
  "AWS::IAM::Group": byName("GroupName", "arn:{p}:iam::{a}:group{prefix}{name}", { prefix: iamPath }),
  "AWS::IAM::InstanceProfile": byName("InstanceProfileName", "arn:{p}:iam::{a}:instance-profile{prefix}{name}", {
    prefix: iamPath,
  }),
  "AWS::IAM::ManagedPolicy": {
    ...byArn("ManagedPolicyName", "arn:{p}:iam::{a}:policy{prefix}{name}", {
      PolicyArn: "arn:{p}:iam::{a}:policy{prefix}{name}",
    }),
    prefix: iamPath,
  },
  "AWS::IAM::OIDCProvider": {
    ...byArn("Url", "arn:{p}:iam::{a}:oidc-provider/{name}"),
    clean: (url) => url.replace(/^https:\/\//, ""),
  },
  "AWS::IAM::Role": byName("RoleName", "arn:{p}:iam::{a}:role{prefix}{name}", { prefix: iamPath }),
  "AWS::IAM::User": byName("UserName", "arn:{p}:iam::{a}:user{prefix}{name}", { prefix: iamPath }),
  "AWS::IAM::SAMLProvider": byArn("Name", "arn:{p}:iam::{a}:saml-provider/{name}"),
  "AWS::IoT::TopicRule": byName("RuleName", "arn:{p}:iot:{r}:{a}:rule/{name}"),
  "AWS::KMS::Alias": { property: "AliasName", ref: "{name}" },
  "AWS::KMS::Key": byId(uuid, { KeyId: "{name}", Arn: "arn:{p}:kms:{r}:{a}:key/{name}" }),
  "AWS::Kendra::Index": byId(uuid, { Id: "{name}", Arn: "arn:{p}:kendra:{r}:{a}:index/{name}" }),
  "AWS::Kinesis::Stream": byName("Name", "arn:{p}:kinesis:{r}:{a}:stream/{name}"),
  "AWS::KinesisFirehose::DeliveryStream": byName(
    "DeliveryStreamName",
    "arn:{p}:firehose:{r}:{a}:deliverystream/{name}",
  ),
  "AWS::Lambda::Alias": {
    property: "Name",
    prefix: functionName,
    ref: "arn:{p}:lambda:{r}:{a}:function:{prefix}:{name}",
    attributes: { AliasArn: "arn:{p}:lambda:{r}:{a}:function:{prefix}:{name}" },
  },
  "AWS::Lambda::Function": byName("FunctionName", "arn:{p}:lambda:{r}:{a}:function:{name}"),
  "AWS::Lambda::Version": {
    prefix: functionName,
    ref: "arn:{p}:lambda:{r}:{a}:function:{prefix}:{random}",
    attributes: { FunctionArn: "arn:{p}:lambda:{r}:{a}:function:{prefix}:{random}" },
  },
  "AWS::Location::PlaceIndex": byName("IndexName", "arn:{p}:geo:{r}:{a}:place-index/{name}"),
  "AWS::Logs::LogGroup": byName("LogGroupName", "arn:{p}:logs:{r}:{a}:log-group:{name}:*"),
  "AWS::Logs::LogStream": { property: "LogStreamName", ref: "{name}" },
  "AWS::OpenSearchServerless::Collection": byId((hex) => hex.slice(0, 20), {
    Id: "{name}",
    Arn: "arn:{p}:aoss:{r}:{a}:collection/{name}",
  }),
  "AWS::OpenSearchService::Domain": byName("DomainName", "arn:{p}:es:{r}:{a}:domain/{name}", {
    lowerCase: true,
    attributes: { DomainArn: "arn:{p}:es:{r}:{a}:domain/{name}" },
  }),
  "AWS::RDS::DBCluster": {
    property: "DBClusterIdentifier",
    lowerCase: true,
    ref: "{name}",
    attributes: { DBClusterArn: "arn:{p}:rds:{r}:{a}:cluster:{name}" },
  },
  "AWS::S3::AccessPoint": byName("Name", "arn:{p}:s3:{r}:{a}:accesspoint/{name}", {
    lowerCase: true,
    attributes: { Name: "{name}" },
  }),
  "AWS::Route53::HostedZone": byId((hex) => `Z${hex.slice(0, 20).toUpperCase()}`, { Id: "{name}" }),
  "AWS::S3::Bucket": byName("BucketName", "arn:{p}:s3:::{name}", { lowerCase: true }),
  "AWS::S3Express::DirectoryBucket": byName("BucketName", "arn:{p}:s3express:{r}:{a}:bucket/{name}", {
    lowerCase: true,
  }),
  "AWS::S3Tables::TableBucket": {
    property: "TableBucketName",
    lowerCase: true,
    ref: "arn:{p}:s3tables:{r}:{a}:bucket/{name}",
    attributes: { TableBucketARN: "arn:{p}:s3tables:{r}:{a}:bucket/{name}" },
  },
  "AWS::SecretsManager::Secret": {
    property: "Name",
    ref: "arn:{p}:secretsmanager:{r}:{a}:secret:{name}-{random}",
    attributes: { Id: "arn:{p}:secretsmanager:{r}:{a}:secret:{name}-{random}" },
  },
  "AWS::Serverless::Api": byId(short),
  "AWS::Serverless::Function": byName("FunctionName", "arn:{p}:lambda:{r}:{a}:function:{name}"),
  "AWS::Serverless::GraphQLApi": graphQLApi,
  "AWS::Serverless::HttpApi": byId(short),
  "AWS::Serverless::SimpleTable": table,
  "AWS::Serverless::StateMachine": byArn("Name", "arn:{p}:states:{r}:{a}:stateMachine:{name}", { Name: "{name}" }),
  "AWS::SNS::Topic": byArn("TopicName", "arn:{p}:sns:{r}:{a}:{name}", {
    TopicArn: "arn:{p}:sns:{r}:{a}:{name}",
    TopicName: "{name}",
  }),
  "AWS::SQS::Queue": {
    property: "QueueName",
    ref: "https://sqs.{r}.{s}/{a}/{name}",
    attributes: {
      Arn: "arn:{p}:sqs:{r}:{a}:{name}",
      QueueName: "{name}",
      QueueUrl: "https://sqs.{r}.{s}/{a}/{name}",
    },
  },
  "AWS::SSM::Parameter": { property: "Name", ref: "{name}" },
  "AWS::StepFunctions::StateMachine": byArn("StateMachineName", "arn:{p}:states:{r}:{a}:stateMachine:{name}", {
    Name: "{name}",
  }),
  "AWS::Timestream::Database": byName("DatabaseName", "arn:{p}:timestream:{r}:{a}:database/{name}"),
  "AWS::Timestream::Table": {
    property: "TableName",
    prefix: { property: "DatabaseName", text: (value) => value ?? "" },
    ref: "{prefix}|{name}",
    attributes: { Arn: "arn:{p}:timestream:{r}:{a}:database/{prefix}/table/{name}", Name: "{name}" },
  },
};
