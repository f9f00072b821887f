import type { Policy, PrincipalEntry, ServiceFacts } from "../language/index.ts";
import type { RequestPrincipal } from "../match/index.ts";
import { Budget, type Limits, statementBoxes, strangerAccount, strangerProvider } from "../prove/index.ts";
import { checkResult, unknownResult, type Words } from "./check-result.ts";
import { newAccess, type StatementResult } from "./new-access.ts";
import type { CheckResult } from "./result.ts";
import { TrustedValues } from "./trusted-values.ts";

const WORDS: Words = {
  pass: "The resource policy does not grant public access for the given resource type.",
  fail: "The resource policy grants public access for the given resource type.",
  unknown: "Could not determine whether the resource policy grants public access for the given resource type.",
  reason: "Public access granted in the following statement",
};

/** The types that CheckNoPublicAccess accepts. Source: Access Analyzer API, AccessCheckResourceType. */
export const PUBLIC_ACCESS_RESOURCE_TYPES = [
  "AWS::ApiGateway::RestApi",
  "AWS::Backup::BackupVault",
  "AWS::CloudTrail::Dashboard",
  "AWS::CloudTrail::EventDataStore",
  "AWS::CodeArtifact::Domain",
  "AWS::DynamoDB::Stream",
  "AWS::DynamoDB::Table",
  "AWS::EFS::FileSystem",
  "AWS::IAM::AssumeRolePolicyDocument",
  "AWS::KMS::Key",
  "AWS::Kinesis::Stream",
  "AWS::Kinesis::StreamConsumer",
  "AWS::Lambda::Function",
  "AWS::OpenSearchService::Domain",
  "AWS::S3::AccessPoint",
  "AWS::S3::Bucket",
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
] as const;

/**
 * Callers that nobody vouches for: an anonymous caller, one from an account the policy does not name, and one signed in
 * by an unnamed identity provider.
 */
function strangers(entries: PrincipalEntry[]): RequestPrincipal[] {
  const account = strangerAccount(entries);
  return [
    { kind: "AWS", value: `arn:aws:iam::${account}:user/anyone`, account },
    { kind: "Anonymous" },
    { kind: "Federated", value: strangerProvider(entries) },
  ];
}

function trustedValues(policy: Policy): TrustedValues {
  const tests = statementBoxes([policy]).flatMap(({ box }) => [...box.keys.values()].flat());
  const ranges = policy.statements
    .flatMap((statement) => statement.conditions)
    .filter(({ key, operator }) => key.toLowerCase() === "aws:sourceip" && operator.endsWith("IpAddress"))
    .flatMap(({ values }) => values.map(({ text }) => text));
  return new TrustedValues(tests, ranges);
}

/**
 * Whether a resource policy allows an anonymous caller, or a principal of an arbitrary account, without pinning a
 * trusted fixed value. An address range wider than /8 (IPv6: /32) is no pin. An unknown resource type gives UNKNOWN.
 * Never throws. Source: IAM Access Analyzer, CheckNoPublicAccess.
 */
export function checkNoPublicAccess(input: {
  policy: Policy;
  resourceType: string;
  limits?: Limits;
  /** Makes example requests look realistic; has no effect on the result. */
  facts?: ServiceFacts | undefined;
}): CheckResult {
  const { policy, resourceType, limits, facts } = input;
  if (!PUBLIC_ACCESS_RESOURCE_TYPES.some((known) => known === resourceType)) {
    return unknownResult(WORDS.unknown, `${JSON.stringify(resourceType)} is not a resource type this check supports`);
  }
  return checkResult(publicAccess(policy, new Budget(limits), facts), WORDS);
}

/** For each Allow statement, whether it grants public access. */
export function publicAccess(policy: Policy, budget: Budget, facts?: ServiceFacts): StatementResult[] {
  const trusted = trustedValues(policy);
  return newAccess({
    policy,
    existing: [],
    within: trusted.box(),
    principals: strangers,
    counts: (request) => trusted.isUntrusted(request),
    budget,
    facts,
  });
}
