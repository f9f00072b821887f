/**
 * What a statement may allow. `on`: its resources, as ARNs by service and resource, or references by type:
 * `{AWS::S3::Bucket.Arn}`. `when`: the required condition, as canonical JSON.
 */
export type Grant = { actions: readonly string[]; on: readonly RegExp[]; when?: string };
/** A custom resource's role, by logical id, and the service that may assume the role. */
export type Provider = { name: string; role: RegExp; by?: string; grants: readonly Grant[] };

const ALL = /^\*$/;
const BUCKET = /^\{AWS::S3::Bucket\.Arn\}(?:\/\*)?$/;
const FUNCTION = /^\{AWS::Lambda::Function\.Arn\}(?::\*)?$/;
const ZONE = /^route53:hostedzone\/\{AWS::Route53::HostedZone\}$/;

const READ_BUCKET = ["s3:GetObject*", "s3:GetBucket*", "s3:List*"];
const WRITE_OBJECTS = ["LegalHold", "Retention", "Tagging", "VersionTagging"].map((what) => `s3:PutObject${what}`);

const INVOKE: Grant = { actions: ["lambda:InvokeFunction", "lambda:GetFunction"], on: [FUNCTION] };

/**
 * The custom resources the CDK adds to a stack automatically, and everything it writes into their roles' policies.
 * Excludes input by the author, such as calls of an AwsCustomResource or another stack's bucket. Source: aws-cdk-lib 2.
 */
export const PROVIDERS: readonly Provider[] = [
  {
    name: "VpcRestrictDefaultSG",
    role: /^CustomVpcRestrictDefaultSGCustomResourceProviderRole/,
    grants: [
      {
        actions: ["Authorize", "Revoke"].flatMap((verb) =>
          ["Ingress", "Egress"].map((way) => `ec2:${verb}SecurityGroup${way}`),
        ),
        on: [/^ec2:security-group\/\{AWS::EC2::VPC\.DefaultSecurityGroup\}$/],
      },
    ],
  },
  { name: "S3AutoDeleteObjects", role: /^CustomS3AutoDeleteObjectsCustomResourceProviderRole/, grants: [] },
  {
    name: "ECRAutoDeleteImages",
    role: /^CustomECRAutoDeleteImagesCustomResourceProviderRole/,
    grants: [
      {
        actions: ["ecr:BatchDeleteImage", "ecr:DescribeRepositories", "ecr:ListImages", "ecr:ListTagsForResource"],
        on: [/^ecr:repository\/\*$/],
        when: '{"StringEquals":{"ecr:ResourceTag/aws-cdk:auto-delete-images":"true"}}',
      },
    ],
  },
  {
    name: "BucketDeployment",
    role: /^CustomCDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C\w*ServiceRole/,
    grants: [
      {
        actions: READ_BUCKET,
        on: [/^s3:cdk-[a-z0-9]+-assets-(?:\{AWS::AccountId\}|\d{12})-(?:\{AWS::Region\}|[a-z0-9-]+)(?:\/\*)?$/],
      },
      {
        actions: [...READ_BUCKET, "s3:PutObject", "s3:PutObject*", ...WRITE_OBJECTS, "s3:DeleteObject*", "s3:Abort*"],
        on: [BUCKET],
      },
      {
        actions: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
        on: [/^\{AWS::KMS::Key\.Arn\}$/],
      },
      { actions: ["cloudfront:GetInvalidation", "cloudfront:CreateInvalidation"], on: [ALL] },
    ],
  },
  {
    name: "LogRetention",
    role: /^LogRetentionaae0aa3c5b4d4f87b02d85b201efdd8aServiceRole/,
    grants: [
      { actions: ["logs:PutRetentionPolicy", "logs:DeleteRetentionPolicy"], on: [ALL] },
      { actions: ["logs:DeleteLogGroup"], on: [/^logs:log-group:\/aws\/lambda\/\{AWS::Lambda::Function\}:\*$/] },
    ],
  },
  {
    name: "S3BucketNotifications",
    role: /^BucketNotificationsHandler050a0587b7544547bf325f094a3db834Role/,
    grants: [{ actions: ["s3:PutBucketNotification", "s3:GetBucketNotification"], on: [BUCKET] }],
  },
  { name: "AwsCustomResource", role: /^AWS679f53fac002430cb0da5b7982bd2287ServiceRole/, grants: [] },
  {
    name: "CrossRegionExportWriter",
    role: /^CustomCrossRegionExportWriterCustomResourceProviderRole/,
    grants: [
      {
        actions: ["ssm:DeleteParameters", "ssm:ListTagsForResource", "ssm:GetParameters", "ssm:PutParameter"],
        on: [/^ssm:parameter\/cdk\/exports\/\*$/],
      },
    ],
  },
  {
    name: "CrossRegionExportReader",
    role: /^CustomCrossRegionExportReaderCustomResourceProviderRole/,
    grants: [
      {
        actions: ["ssm:AddTagsToResource", "ssm:RemoveTagsFromResource", "ssm:GetParameters"],
        on: [/^ssm:parameter\/cdk\/exports\/(?:[\w.-]|\{AWS::StackName\})+\/\*$/],
      },
    ],
  },
  {
    name: "CrossRegionStringParameterReader",
    role: /^CustomCrossRegionStringParameterReaderCustomResourceProviderRole/,
    grants: [{ actions: ["ssm:GetParameter"], on: [/^ssm:parameter\/cdk\/EdgeFunctionArn\/\*$/] }],
  },
  {
    name: "DeleteExistingRecordSet",
    role: /^CustomDeleteExistingRecordSetCustomResourceProviderRole/,
    grants: [
      { actions: ["route53:GetChange"], on: [ALL] },
      { actions: ["route53:ListResourceRecordSets", "route53:ChangeResourceRecordSets"], on: [ZONE] },
    ],
  },
  {
    name: "CrossAccountZoneDelegation",
    role: /^CustomCrossAccountZoneDelegationCustomResourceProviderRole/,
    grants: [],
  },
  { name: "Trigger", role: /^AWSCDKTriggerCustomResourceProviderCustomResourceProviderRole/, grants: [INVOKE] },
  {
    name: "Provider",
    role: /framework(?:onEvent|isComplete|onTimeout)ServiceRole[0-9A-F]{8}$/,
    grants: [INVOKE, { actions: ["states:StartExecution"], on: [/^\{AWS::StepFunctions::StateMachine\}$/] }],
  },
  { name: "Provider", role: /waiterstatemachineRole[0-9A-F]{8}$/, by: "states.amazonaws.com", grants: [INVOKE] },
];

/** What the bucket itself grants the role that empties it. */
export const EMPTIES = "S3AutoDeleteObjects";
export const EMPTYING: Grant = {
  actions: ["s3:PutBucketPolicy", "s3:GetBucket*", "s3:List*", "s3:DeleteObject*"],
  on: [BUCKET],
};
