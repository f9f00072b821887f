import type { Policy, Statement } from "../language/index.ts";

/** The resource types whose ARNs always have an account. Source: Service Authorization Reference, resource types. */
const WITH_ACCOUNT: ReadonlySet<string> = new Set([
  "AWS::CloudTrail::Dashboard",
  "AWS::CloudTrail::EventDataStore",
  "AWS::CodeArtifact::Domain",
  "AWS::DynamoDB::Stream",
  "AWS::DynamoDB::Table",
  "AWS::EFS::FileSystem",
  "AWS::KMS::Key",
  "AWS::Kinesis::Stream",
  "AWS::Kinesis::StreamConsumer",
  "AWS::Lambda::Function",
  "AWS::OpenSearchService::Domain",
  "AWS::S3::Glacier",
  "AWS::S3Express::AccessPoint",
  "AWS::S3Express::DirectoryBucket",
  "AWS::S3Outposts::AccessPoint",
  "AWS::S3Outposts::Bucket",
  "AWS::S3Tables::Table",
  "AWS::S3Tables::TableBucket",
  "AWS::SNS::Topic",
  "AWS::SQS::Queue",
  "AWS::SecretsManager::Secret",
]);

/** Everything before the empty field is written out, so neither a wildcard nor a variable can fill it. */
const NO_PARTITION = /^arn::/;
const NO_ACCOUNT = /^arn:[^:*?$]*:[^:*?$]*:[^:*?$]*::/;

/**
 * Whether a statement can name no resource of the type, because each of its ARNs lacks a part that theirs have, so no
 * request reaches one through it. False if not certain.
 */
function namesNoSuchResource({ resources }: Statement, resourceType: string): boolean {
  if (resources === undefined || resources.negated || resources.patterns.length === 0) return false;
  const lacks = (text: string) => NO_PARTITION.test(text) || (WITH_ACCOUNT.has(resourceType) && NO_ACCOUNT.test(text));
  return resources.patterns.every(({ text }) => lacks(text));
}

/** The policy without Allow statements that can name none of the resources. The others keep their index. */
export function aboutResourcesOf(policy: Policy, resourceType: string): Policy {
  const statements = policy.statements.filter(
    (statement) => statement.effect === "Deny" || !namesNoSuchResource(statement, resourceType),
  );
  return { ...policy, statements };
}
