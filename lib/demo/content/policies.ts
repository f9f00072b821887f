/** A review document as the team first wrote it, and as revised for the review. */
export type DocumentContent = { name: string; first: string; revised: string };

/** Writes a service's document. `slug` is the service's name in resource names. */
type Writer = (slug: string) => DocumentContent;

const ACCOUNT = "111122223333";

type Statement = {
  Sid: string;
  Effect?: "Allow" | "Deny";
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string>>;
};

function policy(...statements: Statement[]): string {
  const Statement = statements.map(({ Sid, Effect = "Allow", ...rest }) => ({ Sid, Effect, ...rest }));
  return `${JSON.stringify({ Version: "2012-10-17", Statement }, null, 2)}\n`;
}

const bucket = (slug: string, name: string) => `arn:aws:s3:::example-${slug}-${name}`;
const table = (slug: string) => `arn:aws:dynamodb:eu-central-1:${ACCOUNT}:table/${slug}`;
const queue = (slug: string) => `arn:aws:sqs:eu-central-1:${ACCOUNT}:${slug}-work`;
const logs = (slug: string) => `arn:aws:logs:eu-central-1:${ACCOUNT}:log-group:/${slug}:*`;

const readTable = (slug: string): Statement => ({
  Sid: "ReadOwnTable",
  Action: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:BatchGetItem"],
  Resource: [table(slug), `${table(slug)}/index/*`],
});
const writeLogs = (slug: string): Statement => ({
  Sid: "WriteLogs",
  Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
  Resource: logs(slug),
});

/** Documents that pass from the start. */
export const TIDY: Writer[] = [
  (slug) => same("service-role.json", policy(readTable(slug), writeLogs(slug))),
  (slug) =>
    same(
      "worker-role.json",
      policy(
        { Sid: "TakeWork", Action: ["sqs:ReceiveMessage", "sqs:DeleteMessage"], Resource: queue(slug) },
        { Sid: "WriteResults", Action: "s3:PutObject", Resource: `${bucket(slug, "results")}/*` },
        writeLogs(slug),
      ),
    ),
  (slug) =>
    same(
      "export-role.json",
      policy(
        {
          Sid: "ReadInput",
          Action: ["s3:GetObject", "s3:ListBucket"],
          Resource: [bucket(slug, "in"), `${bucket(slug, "in")}/*`],
        },
        {
          Sid: "WriteEncrypted",
          Action: "s3:PutObject",
          Resource: `${bucket(slug, "out")}/*`,
          Condition: { StringEquals: { "s3:x-amz-server-side-encryption": "aws:kms" } },
        },
      ),
    ),
  (slug) => same("storage.yaml", storageTemplate(slug)),
  (slug) => same("function.yaml", functionTemplate(slug, ["dynamodb:GetItem", "dynamodb:PutItem"])),
];

/** Documents that the standard profile refuses at first. */
export const REFUSED: Writer[] = [
  (slug) => ({
    name: "deploy-role.json",
    first: policy(
      {
        Sid: "Deploy",
        Action: ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
        Resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:${slug}-*`,
      },
      { Sid: "PassRoles", Action: "iam:PassRole", Resource: "*" },
    ),
    revised: policy(
      {
        Sid: "Deploy",
        Action: ["lambda:UpdateFunctionCode", "lambda:UpdateFunctionConfiguration"],
        Resource: `arn:aws:lambda:eu-central-1:${ACCOUNT}:function:${slug}-*`,
      },
      {
        Sid: "PassOwnRole",
        Action: "iam:PassRole",
        Resource: `arn:aws:iam::${ACCOUNT}:role/${slug}-function`,
        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
      },
    ),
  }),
  (slug) => ({
    name: "admin-role.json",
    first: policy({ Sid: "ManageRoles", Action: ["iam:*Role*", "iam:ListPolicies"], Resource: "*" }, writeLogs(slug)),
    revised: policy(
      { Sid: "ReadRoles", Action: ["iam:GetRole", "iam:ListRoles", "iam:ListPolicies"], Resource: "*" },
      writeLogs(slug),
    ),
  }),
  (slug) => ({
    name: "job-role.json",
    first: policy({ Sid: "Everything", Action: "*", Resource: "*" }),
    revised: policy(
      readTable(slug),
      { Sid: "SendWork", Action: "sqs:SendMessage", Resource: queue(slug) },
      writeLogs(slug),
    ),
  }),
  (slug) => ({
    name: "bucket.yaml",
    first: bucketTemplate(slug, '"*"'),
    revised: bucketTemplate(slug, `{ AWS: "arn:aws:iam::${ACCOUNT}:role/receiver" }`),
  }),
  (slug) => ({
    name: "trail-reader.json",
    first: policy({ Sid: "Trails", Action: "cloudtrail:*", Resource: "*" }, writeLogs(slug)),
    revised: policy(
      {
        Sid: "ReadTrails",
        Action: ["cloudtrail:DescribeTrails", "cloudtrail:LookupEvents", "cloudtrail:GetTrailStatus"],
        Resource: "*",
      },
      writeLogs(slug),
    ),
  }),
  (slug) => ({
    name: "function.yaml",
    first: functionTemplate(slug, ["dynamodb:*", "iam:AttachRolePolicy"]),
    revised: functionTemplate(slug, ["dynamodb:GetItem", "dynamodb:UpdateItem"]),
  }),
];

/** A template with values known only to another stack, so nothing can be decided about it. */
export const UNRESOLVED: Writer = (slug) => ({
  name: "consumer.yaml",
  first: consumerTemplate(slug, "!ImportValue shared-events-actions"),
  revised: consumerTemplate(slug, "[sqs:ReceiveMessage, sqs:DeleteMessage]"),
});

/** A template whose revision fixes one problem, leaves one unchanged and adds two unrequested ones. */
export const HALF_FIXED: Writer = (slug) => ({
  name: "worker-role.yaml",
  first: workerTemplate(slug, {
    principal: '{ AWS: "*" }',
    start: ["ec2:RunInstances"],
    settings: '"*"',
  }),
  revised: workerTemplate(slug, {
    principal: "{ Service: ec2.amazonaws.com }",
    start: ["ec2:RunInstances", "iam:PassRole"],
    settings: "!ImportValue shared-settings-arn",
  }),
});

function same(name: string, text: string): DocumentContent {
  return { name, first: text, revised: text };
}

function storageTemplate(slug: string): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: Storage of ${slug}
Resources:
  Objects:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: example-${slug}-objects
  Writer:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: ${slug}-writer
      Roles: [${slug}-service]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: WriteObjects
            Effect: Allow
            Action: [s3:GetObject, s3:PutObject]
            Resource: arn:aws:s3:::example-${slug}-objects/*
`;
}

function functionTemplate(slug: string, actions: string[]): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: The function of ${slug} and what it may do
Resources:
  FunctionRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${slug}-function
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
      Policies:
        - PolicyName: own-data
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: OwnData
                Effect: Allow
                Action: [${actions.map((action) => `"${action}"`).join(", ")}]
                Resource: "${actions.some((action) => action.startsWith("iam:")) ? "*" : table(slug)}"
`;
}

function bucketTemplate(slug: string, principal: string): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: What ${slug} hands over
Resources:
  HandOver:
    Type: AWS::S3::Bucket
    Properties:
      BucketName: example-${slug}-hand-over
  HandOverPolicy:
    Type: AWS::S3::BucketPolicy
    Properties:
      Bucket: !Ref HandOver
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: Fetch
            Effect: Allow
            Principal: ${principal}
            Action: s3:GetObject
            Resource: arn:aws:s3:::example-${slug}-hand-over/*
`;
}

function consumerTemplate(slug: string, actions: string): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: ${slug} reads the events of other teams
Resources:
  ConsumerPolicy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: ${slug}-consumer
      Roles: [${slug}-service]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: ReadEvents
            Effect: Allow
            Action: ${actions}
            Resource: ${queue(slug)}
`;
}

function workerTemplate(slug: string, parts: { principal: string; start: string[]; settings: string }): string {
  return `AWSTemplateFormatVersion: "2010-09-09"
Description: What the workers of ${slug} may do
Resources:
  WorkerRole:
    Type: AWS::IAM::Role
    Properties:
      RoleName: ${slug}-worker
      Description: Held by the machines that take work from the queue
      Tags:
        - Key: service
          Value: ${slug}
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: ${parts.principal}
            Action: sts:AssumeRole
  WorkerPolicy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: ${slug}-work
      Roles: [!Ref WorkerRole]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: TakeWork
            Effect: Allow
            Action: [sqs:ReceiveMessage, sqs:DeleteMessage]
            Resource: ${queue(slug)}
          - Sid: WriteLogs
            Effect: Allow
            Action: [logs:CreateLogStream, logs:PutLogEvents]
            Resource: ${logs(slug)}
          - Sid: KeepTrails
            Effect: Allow
            Action: [cloudtrail:DescribeTrails, cloudtrail:StopLogging]
            Resource: "*"
          - Sid: StartWorkers
            Effect: Allow
            Action:
${parts.start.map((action) => `              - ${action}`).join("\n")}
            Resource: "*"
  SettingsPolicy:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: ${slug}-settings
      Roles: [!Ref WorkerRole]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: ReadSettings
            Effect: Allow
            Action: ssm:GetParameter
            Resource: ${parts.settings}
  WorkerProfile:
    Type: AWS::IAM::InstanceProfile
    Properties:
      InstanceProfileName: ${slug}-worker
      Roles: [!Ref WorkerRole]
  WorkQueue:
    Type: AWS::SQS::Queue
    Properties:
      QueueName: ${slug}-work
      MessageRetentionPeriod: 345600
      VisibilityTimeout: 120
Outputs:
  WorkerRoleArn:
    Value: !GetAtt WorkerRole.Arn
`;
}
