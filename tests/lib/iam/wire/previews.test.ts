import { describe, expect, it } from "vitest";
import { answer } from "#lib/iam/wire/answer.ts";
import type { Surroundings } from "#lib/iam/wire/message.ts";
import { askJson, NOW, surroundingsOf } from "./server-for-tests.ts";

const OWN = "111122223333";
const OTHER = "444455556666";
const ROLE = `arn:aws:iam::${OTHER}:role/Other`;
const ANALYZER = `arn:aws:access-analyzer:us-east-1:${OWN}:analyzer/guardians`;
const BUCKET = "arn:aws:s3:::bucket";
const POINT = `arn:aws:s3:us-east-1:${OWN}:accesspoint/point`;
const ALL_USERS = "http://acs.amazonaws.com/groups/global/AllUsers";

function ask(surroundings: Surroundings, method: string, path: string, body: unknown, query = "") {
  return askJson(surroundings, { method, path, query, body });
}

async function create(configurations: unknown, surroundings = surroundingsOf(OWN)) {
  const created = await ask(surroundings, "PUT", "/access-preview", { analyzerArn: ANALYZER, configurations });
  const path = `/access-preview/${created.body.id}`;
  const got = await ask(surroundings, "GET", path, undefined, `analyzerArn=${encodeURIComponent(ANALYZER)}`);
  const listed = await ask(surroundings, "POST", path, { analyzerArn: ANALYZER });
  return { created, preview: got.body.accessPreview, listed };
}

type Summary = { principal: Record<string, string>; isPublic: boolean; source?: string };

async function found(configurations: unknown): Promise<Summary[]> {
  const { preview, listed } = await create(configurations);
  expect(preview).toMatchObject({ status: "COMPLETED", analyzerArn: ANALYZER, createdAt: NOW.toISOString() });
  return listed.body.findings.map(({ principal, isPublic, sources }: Summary & { sources?: { type: string }[] }) => ({
    principal,
    isPublic,
    ...(sources === undefined ? {} : { source: sources[0]?.type }),
  }));
}

const allow = (Principal: unknown, more: Record<string, unknown> = {}) => ({
  Effect: "Allow",
  Action: "*",
  Resource: "*",
  ...(Principal === undefined ? {} : { Principal }),
  ...more,
});
const text = (...Statement: unknown[]) => JSON.stringify({ Version: "2012-10-17", Statement });

describe("an access preview finds principals outside the account that owns the resource", () => {
  const queue = (Principal: unknown, more = {}) => ({
    [`arn:aws:sqs:us-east-1:${OWN}:queue`]: { sqsQueue: { queuePolicy: text(allow(Principal, more)) } },
  });

  it.each<[string, unknown, Summary[]]>([
    ["everyone", { AWS: ["*"] }, [{ principal: { AWS: "*" }, isPublic: true }]],
    ["an account", { AWS: `arn:aws:iam::${OTHER}:root` }, [{ principal: { AWS: OTHER }, isPublic: false }]],
    ["a role beside the account's own", { AWS: [OWN, ROLE] }, [{ principal: { AWS: ROLE }, isPublic: false }]],
    [
      "a provider",
      { Federated: "accounts.google.com" },
      [{ principal: { Federated: "accounts.google.com" }, isPublic: false }],
    ],
    ["the account itself", { AWS: OWN }, []],
    ["a service", { Service: "sns.amazonaws.com" }, []],
    ["nobody", {}, []],
    ["nobody, since it is left out", undefined, []],
  ])("%s", async (_, principal, expected) => {
    expect(await found(queue(principal))).toEqual(expected);
  });

  it("once for each principal and condition, with every action", async () => {
    const condition = { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } };
    const policy = text(
      allow({ AWS: OTHER }, { Action: "sqs:SendMessage" }),
      allow({ AWS: OTHER }, { Action: ["sqs:SendMessage", "sqs:ReceiveMessage"] }),
      allow({ AWS: OTHER }, { Action: "sqs:*", Condition: condition }),
      allow("*", { Action: undefined, NotAction: "sqs:*", Condition: condition }),
    );
    const { listed } = await create({ [`arn:aws:sqs:us-east-1:${OWN}:queue`]: { sqsQueue: { queuePolicy: policy } } });
    expect(listed.body.findings).toMatchObject([
      { principal: { AWS: OTHER }, action: ["sqs:SendMessage", "sqs:ReceiveMessage"], condition: {}, isPublic: false },
      { principal: { AWS: OTHER }, action: ["sqs:*"], condition: { "aws:PrincipalOrgID": "o-1,o-2" }, isPublic: false },
      { principal: { AWS: "*" }, action: ["*"], condition: { "aws:PrincipalOrgID": "o-1,o-2" }, isPublic: false },
    ]);
  });

  it.each([
    ["iamRole", "trustPolicy", `arn:aws:iam::${OWN}:role/r`, "AWS::IAM::Role"],
    ["snsTopic", "topicPolicy", `arn:aws:sns:us-east-1:${OWN}:t`, "AWS::SNS::Topic"],
    [
      "secretsManagerSecret",
      "secretPolicy",
      `arn:aws:secretsmanager:us-east-1:${OWN}:secret:s`,
      "AWS::SecretsManager::Secret",
    ],
    ["ecrRepository", "repositoryPolicy", `arn:aws:ecr:us-east-1:${OWN}:repository/r`, "AWS::ECR::Repository"],
    [
      "efsFileSystem",
      "fileSystemPolicy",
      `arn:aws:elasticfilesystem:us-east-1:${OWN}:file-system/f`,
      "AWS::EFS::FileSystem",
    ],
    ["dynamodbTable", "tablePolicy", `arn:aws:dynamodb:us-east-1:${OWN}:table/t`, "AWS::DynamoDB::Table"],
    ["dynamodbStream", "streamPolicy", `arn:aws:dynamodb:us-east-1:${OWN}:table/t/stream/s`, "AWS::DynamoDB::Stream"],
    [
      "s3ExpressDirectoryBucket",
      "bucketPolicy",
      `arn:aws:s3express:us-east-1:${OWN}:bucket/b`,
      "AWS::S3Express::DirectoryBucket",
    ],
    ["s3Bucket", "bucketPolicy", BUCKET, "AWS::S3::Bucket"],
  ])("in the policy of %s", async (kind, member, resource, resourceType) => {
    const { listed } = await create({ [resource]: { [kind]: { [member]: text(allow({ AWS: ROLE })) } } });
    expect(listed.body.findings).toMatchObject([
      {
        principal: { AWS: ROLE },
        resource,
        resourceType,
        resourceOwnerAccount: OWN,
        changeType: "NEW",
        status: "ACTIVE",
      },
    ]);
  });

  it("the account in the ARN owns the resource", async () => {
    const trust = text(allow({ AWS: OTHER }));
    expect(await found({ [`arn:aws:iam::${OTHER}:role/r`]: { iamRole: { trustPolicy: trust } } })).toEqual([]);
  });

  it("in keys, their grants, and in shared snapshots", async () => {
    const grant = { granteePrincipal: ROLE, operations: ["Decrypt"], issuingAccount: OWN };
    const own = { ...grant, granteePrincipal: `arn:aws:iam::${OWN}:role/r` };
    const key = { keyPolicies: { default: text(allow({ AWS: OWN })) }, grants: [grant, own] };
    expect(await found({ [`arn:aws:kms:us-east-1:${OWN}:key/k`]: { kmsKey: key } })).toEqual([
      { principal: { AWS: ROLE }, isPublic: false },
    ]);
    const volume = { userIds: [OTHER, OWN], groups: ["all"] };
    expect(await found({ [`arn:aws:ec2:us-east-1:${OWN}:snapshot/s`]: { ebsSnapshot: volume } })).toEqual([
      { principal: { AWS: OTHER }, isPublic: false },
      { principal: { AWS: "*" }, isPublic: true },
    ]);
    const database = { attributes: { restore: { accountIds: [OTHER] } } };
    expect(await found({ [`arn:aws:rds:us-east-1:${OWN}:snapshot:s`]: { rdsDbSnapshot: database } })).toEqual([
      { principal: { AWS: OTHER }, isPublic: false },
    ]);
  });
});

describe("an access preview of a bucket", () => {
  const bucket = (configuration: unknown) => ({ [BUCKET]: { s3Bucket: configuration } });
  const point = (more: unknown = {}) => ({
    bucketPolicy: text(allow({ AWS: "*" }, { Condition: { StringEquals: { "s3:DataAccessPointAccount": OWN } } })),
    accessPoints: { [POINT]: { accessPointPolicy: text(allow({ AWS: ROLE })), ...(more as object) } },
  });
  const grant = (grantee: unknown, permission = "READ") => ({ grantee, permission });

  it("finds what access points open, not what the bucket leaves to them", async () => {
    const expected = [{ principal: { AWS: ROLE }, isPublic: false, source: "S3_ACCESS_POINT" }];
    expect(await found(bucket(point()))).toEqual(expected);
    expect(await found(bucket(point({ networkOrigin: { internetConfiguration: {} } })))).toEqual(expected);
    const vpc = { networkOrigin: { vpcConfiguration: { vpcId: "vpc-010e1791024eb0af9" } } };
    expect(await found(bucket(point(vpc)))).toEqual(expected);
    const wrong = await create(bucket(point({ networkOrigin: { vpcConfiguration: { vpcId: "NotAValidVpc" } } })));
    expect(wrong.created).toMatchObject({ status: 400, body: { __type: "ValidationException" } });
  });

  it("reads its access control list, where its owner is the canonical user that ListBuckets names", async () => {
    const request = { method: "GET", path: "/", query: "", body: new Uint8Array() };
    const authorization = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/s3/aws4_request, Signature=x";
    const listed = await answer({ ...request, headers: { authorization } }, surroundingsOf(OWN));
    const id = /<ID>([0-9a-f]{64})<\/ID>/.exec(listed.body)?.[1];
    const grants = [
      grant({ id }, "FULL_CONTROL"),
      grant({ uri: ALL_USERS }),
      grant({ uri: "http://acs.amazonaws.com/groups/s3/LogDelivery" }, "WRITE"),
      grant({ id: "79a59df9" }),
    ];
    const open = { principal: { AWS: "*" }, isPublic: true, source: "BUCKET_ACL" };
    const other = { principal: { CanonicalUser: "79a59df9" }, isPublic: false, source: "BUCKET_ACL" };
    expect(await found(bucket({ bucketAclGrants: grants }))).toEqual([open, other]);
    const block = { ignorePublicAcls: true, restrictPublicBuckets: false };
    expect(await found(bucket({ bucketAclGrants: grants, bucketPublicAccessBlock: block }))).toEqual([other]);
  });

  it("reads its public access block, which leaves policies alone that are not public", async () => {
    const block = { ignorePublicAcls: false, restrictPublicBuckets: true };
    const opened = text(allow("*"), allow({ AWS: ROLE }));
    expect(await found(bucket({ bucketPolicy: opened, bucketPublicAccessBlock: block }))).toEqual([]);
    const shared = text(allow({ AWS: ROLE }));
    expect(await found(bucket({ bucketPolicy: shared, bucketPublicAccessBlock: block }))).toHaveLength(1);
    const perhaps = text(
      allow("*", { Condition: { StringEquals: { "aws:PrincipalAccount": [] } } }),
      allow({ AWS: ROLE }),
    );
    expect(await found(bucket({ bucketPolicy: perhaps, bucketPublicAccessBlock: block }))).toHaveLength(2);
    expect(await found(bucket({ bucketPolicy: "" }))).toEqual([]);
  });
});

describe("an access preview fails", () => {
  const role = (trustPolicy?: string) => ({ [`arn:aws:iam::${OWN}:role/r`]: { iamRole: { trustPolicy } } });

  it.each([
    ["no JSON", "{"],
    ["an unknown kind of principal", text(allow({ AwS: OWN }))],
    ["an effect that is none", text(allow({ AWS: OWN }, { Effect: { not: "valid" } }))],
    ["an action that is none", text(allow({ AWS: OWN }, { Action: { not: "valid" } }))],
    ["a resource that is none", text(allow({ AWS: OWN }, { Resource: "arn:aws:s4:notvalid" }))],
    ["a fault beside an empty principal", text(allow({}, { Effect: "allow" }))],
    ["no statement", JSON.stringify({ Version: "2012-10-17" })],
    ["an empty trust policy", ""],
    ["no trust policy", undefined],
  ])("as INVALID_CONFIGURATION for %s, and has no findings to list", async (_, policy) => {
    const { created, preview, listed } = await create(role(policy));
    expect(created.status).toBe(200);
    expect(preview).toMatchObject({ status: "FAILED", statusReason: { code: "INVALID_CONFIGURATION" } });
    expect(listed).toMatchObject({ status: 409, body: { __type: "ConflictException" } });
  });

  it.each<[string, unknown, string]>([
    ["no configuration", {}, "exactly one element"],
    ["two resources", { a: {}, b: {} }, "exactly one element"],
    ["an unknown kind", { [BUCKET]: { bucket: {} } }, "exactly one of"],
    ["two kinds", { [BUCKET]: { s3Bucket: {}, sqsQueue: {} } }, "exactly one of"],
    ["a kind that an object inherits", { [BUCKET]: { constructor: {} } }, "exactly one of"],
    ["another resource", { [BUCKET]: { sqsQueue: {} } }, "AWS::SQS::Queue"],
    ["no structure", { [BUCKET]: { s3Bucket: "x" } }, "structure"],
    ["a policy that is no text", { [BUCKET]: { s3Bucket: { bucketPolicy: {} } } }, "string"],
    [
      "a permission that is none",
      { [BUCKET]: { s3Bucket: { bucketAclGrants: [{ grantee: { id: "a" }, permission: "X" }] } } },
      "enum",
    ],
    ["an access point that is none", { [BUCKET]: { s3Bucket: { accessPoints: { [BUCKET]: {} } } } }, "access point"],
  ])("to be created for %s", async (_, configurations, words) => {
    const { created } = await create(configurations);
    expect(created).toMatchObject({
      status: 400,
      body: { __type: "ValidationException", reason: "fieldValidationFailed" },
    });
    expect(created.body.message).toContain(words);
  });
});

describe("the analyzer's memory", () => {
  it("forgets the oldest previews when it holds too much, and says so of them", async () => {
    const surroundings = surroundingsOf(OWN);
    const large = `${text(allow({ AWS: OWN }))}${" ".repeat(4_000_000)}`;
    const ids: string[] = [];
    for (let turn = 0; turn < 10; turn += 1) {
      const { created } = await create({ [BUCKET]: { s3Bucket: { bucketPolicy: large } } }, surroundings);
      ids.push(created.body.id);
    }
    const statuses: number[] = [];
    for (const id of ids) {
      const answered = await ask(surroundings, "POST", `/access-preview/${id}`, { analyzerArn: ANALYZER });
      statuses.push(answered.status);
    }
    expect(statuses).toEqual([404, 404, 404, 200, 200, 200, 200, 200, 200, 200]);
  });

  it("refuses an analyzer of another kind, rather than to take it for one of an account", async () => {
    const surroundings = surroundingsOf(OWN);
    expect(await ask(surroundings, "PUT", "/analyzer", { analyzerName: "org", type: "ORGANIZATION" })).toMatchObject({
      status: 400,
      body: { reason: "notSupported" },
    });
    expect(await ask(surroundings, "GET", "/analyzer", undefined, "type=ORGANIZATION")).toMatchObject({
      body: { analyzers: [] },
    });
  });
});
