import type { Fields } from "./fields.ts";
import { isRecord } from "./fields.ts";
import type { ProposedShare, ProposedText } from "./proposal.ts";
import { expressParts, s3Parts } from "./s3-configuration.ts";

/** The contents of a configuration, before its policies are read. */
export type Parts = { texts: ProposedText[]; shares: ProposedShare[] };

type Kind = {
  resourceType: string;
  /** The service in the ARN of the resource. */
  service: string;
  read: (fields: Fields, configuration: Record<string, unknown>, place: string) => Parts;
};

/** A kind whose access is one policy in one member. */
function onePolicy(resourceType: string, service: string, member: string): Kind {
  return {
    resourceType,
    service,
    read: (fields, configuration, place) => ({
      texts: fields.memberTexts(configuration, member, place).map((text) => ({ text, shut: false })),
      shares: [],
    }),
  };
}

function shares(accounts: string[], action: string): ProposedShare[] {
  return accounts.map((account) => {
    const value = account === "all" ? "*" : account;
    return { principal: { kind: "AWS", value }, actions: [action] };
  });
}

function keyParts(fields: Fields, configuration: Record<string, unknown>, place: string): Parts {
  const policies = fields.memberRecord(configuration, "keyPolicies", place);
  const texts = Object.keys(policies).flatMap((name) => fields.memberTexts(policies, name, `${place}.keyPolicies`));
  const grants = fields.memberList(configuration, "grants", place).filter(isRecord);
  const granted = grants.flatMap((grant): ProposedShare[] => {
    const [value] = fields.memberTexts(grant, "granteePrincipal", `${place}.grants`);
    const operations = fields.memberList(grant, "operations", `${place}.grants`);
    if (value === undefined) return [];
    return [{ principal: { kind: "AWS", value }, actions: operations.map((operation) => `kms:${String(operation)}`) }];
  });
  return { texts: texts.map((text) => ({ text, shut: false })), shares: granted };
}

function snapshotParts(fields: Fields, configuration: Record<string, unknown>, place: string): Parts {
  const users = fields.memberList(configuration, "userIds", place).map(String);
  const groups = fields.memberList(configuration, "groups", place).map(String);
  return { texts: [], shares: shares([...users, ...groups], "ec2:CreateVolume") };
}

function databaseParts(action: string): Kind["read"] {
  return (fields, configuration, place) => {
    const attributes = fields.memberRecord(configuration, "attributes", place);
    const accounts = Object.keys(attributes).flatMap((name) => {
      const value = fields.memberRecord(attributes, name, `${place}.attributes`);
      return fields.memberList(value, "accountIds", `${place}.attributes.${name}`).map(String);
    });
    return { texts: [], shares: shares(accounts, action) };
  };
}

/** The members of a configuration. Source: Access Analyzer API, Configuration. */
export const CONFIGURATION_KINDS: Record<string, Kind> = {
  dynamodbStream: onePolicy("AWS::DynamoDB::Stream", "dynamodb", "streamPolicy"),
  dynamodbTable: onePolicy("AWS::DynamoDB::Table", "dynamodb", "tablePolicy"),
  ebsSnapshot: { resourceType: "AWS::EC2::Snapshot", service: "ec2", read: snapshotParts },
  ecrRepository: onePolicy("AWS::ECR::Repository", "ecr", "repositoryPolicy"),
  efsFileSystem: onePolicy("AWS::EFS::FileSystem", "elasticfilesystem", "fileSystemPolicy"),
  iamRole: onePolicy("AWS::IAM::Role", "iam", "trustPolicy"),
  kmsKey: { resourceType: "AWS::KMS::Key", service: "kms", read: keyParts },
  rdsDbClusterSnapshot: {
    resourceType: "AWS::RDS::DBClusterSnapshot",
    service: "rds",
    read: databaseParts("rds:RestoreDBClusterFromSnapshot"),
  },
  rdsDbSnapshot: {
    resourceType: "AWS::RDS::DBSnapshot",
    service: "rds",
    read: databaseParts("rds:RestoreDBInstanceFromDBSnapshot"),
  },
  s3Bucket: { resourceType: "AWS::S3::Bucket", service: "s3", read: s3Parts },
  s3ExpressDirectoryBucket: {
    resourceType: "AWS::S3Express::DirectoryBucket",
    service: "s3express",
    read: expressParts,
  },
  secretsManagerSecret: onePolicy("AWS::SecretsManager::Secret", "secretsmanager", "secretPolicy"),
  snsTopic: onePolicy("AWS::SNS::Topic", "sns", "topicPolicy"),
  sqsQueue: onePolicy("AWS::SQS::Queue", "sqs", "queuePolicy"),
};
