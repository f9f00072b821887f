import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { type CheckProfile, DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { planOf } from "../templates/terraform/plan-support.ts";

const OTHER = "arn:aws:iam::444455556666:root";

type Parts = Record<string, unknown>;

function queuePolicy(...parts: Parts[]): string {
  const Statement = parts.map((each) => ({ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", ...each }));
  return JSON.stringify({
    Resources: {
      Open: {
        Type: "AWS::SQS::QueuePolicy",
        Properties: { Queues: ["q"], PolicyDocument: { Version: "2012-10-17", Statement } },
      },
    },
  });
}

/** Rule and statement of everything that does not pass. */
function found(text: string, profile: Partial<CheckProfile> = {}): string[] {
  const document = { name: "t.json", text, reading: readTemplate(text) };
  return judgeDocument(document, readProfile({ ...DEFAULT_PROFILE, ...profile }), { hash: (content) => content })
    .filter(({ check }) => check !== "validation")
    .flatMap(({ reasons }) => reasons.map(({ rule, statementIndex }) => `${rule} ${statementIndex}`));
}

describe("a public statement", () => {
  it("is one result, whomever else it names", () => {
    expect(found(queuePolicy({ Principal: "*" }))).toEqual(["PUBLIC_ACCESS 0"]);
    expect(found(queuePolicy({ Principal: { AWS: ["*", OTHER] } }))).toEqual(["PUBLIC_ACCESS 0"]);
  });

  it("hides no other statement that lets someone in", () => {
    const text = queuePolicy({ Principal: "*" }, { Principal: { AWS: OTHER } });
    expect(found(text)).toEqual(["PUBLIC_ACCESS 0", "EXTERNAL_PRINCIPAL 1"]);
  });

  it("is said to let in principals outside where the profile does not ask whether it is public", () => {
    expect(found(queuePolicy({ Principal: "*" }), { publicAccess: false })).toEqual(["EXTERNAL_PRINCIPAL 0"]);
  });

  it("is none where a condition pins an organization", () => {
    const Condition = { StringEquals: { "aws:PrincipalOrgID": "o-abcdef1234" } };
    expect(found(queuePolicy({ Principal: "*", Condition }))).toEqual(["EXTERNAL_PRINCIPAL 0"]);
  });
});

/** Rule, level and words of what is said of principals outside. */
function external(text: string): string[] {
  const document = { name: "t.json", text, reading: readTemplate(text) };
  return judgeDocument(document, readProfile(DEFAULT_PROFILE), { hash: (content) => content })
    .filter(({ check }) => check === "external_access")
    .flatMap(({ reasons }) => reasons.map(({ level = "blocks", description }) => `${level}: ${description}`));
}

describe("accounts from which AWS delivers logs", () => {
  const LOAD_BALANCING = ["127311923021", "arn:aws:iam::033677994240:root", "arn:aws-us-gov:iam::048591011584:root"];
  const bucketPolicy = (Action: unknown, AWS: unknown, more = {}) => ({
    B: {
      Type: "AWS::S3::BucketPolicy",
      Properties: {
        Bucket: "logs",
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Action,
              Resource: "arn:aws:s3:::logs/*",
              Principal: typeof AWS === "string" ? { AWS } : AWS,
            },
          ],
        },
      },
      ...more,
    },
  });
  const template = (...of: Parameters<typeof bucketPolicy>) => JSON.stringify({ Resources: bucketPolicy(...of) });

  it("are one warning for each statement", () => {
    const words = (services: string) =>
      `warning: The statement with index: 0 grants access to AWS accounts that deliver logs of ${services}.`;
    const put = (...AWS: string[]) => external(template("s3:PutObject", { AWS }));
    expect(put(...LOAD_BALANCING)).toEqual([words("Elastic Load Balancing")]);
    expect(put("386209384616", "086441151436", "arn:aws:iam::193672423079:user/logs")).toEqual([
      words("AWS Billing, Amazon Redshift and CloudTrail"),
    ]);
    expect(external(template(["S3:GetBucketACL", "s3:GetBucketPolicy"], { AWS: "386209384616" }))).toEqual([
      words("AWS Billing"),
    ]);
  });

  it("are one warning where the template names those of each Region", () => {
    const AWS = { "Fn::FindInMap": ["Regions", { Ref: "AWS::Region" }, "Account"] };
    const Mappings = {
      Regions: {
        "us-east-1": { Account: "127311923021" },
        "us-east-2": { Account: "033677994240" },
        "cn-north-1": { Account: "638102146993" },
      },
    };
    const found = external(JSON.stringify({ Mappings, Resources: bucketPolicy("s3:PutObject", { AWS }) }));
    expect(found).toEqual([expect.stringMatching(/^warning: .*Elastic Load Balancing/)]);
  });

  it("hide nobody else whom the statement lets in", () => {
    const found = external(template("s3:PutObject", { AWS: ["127311923021", OTHER, "444455556666"] }));
    expect(found.map((one) => one.split(":", 1)[0])).toEqual(["blocks", "blocks", "warning"]);
  });

  it.each(["s3:GetObject", "s3:*", "s3:Put*", ["s3:PutObject", "s3:PutBucketPolicy"]])(
    "block where they may do more than deliver: %s",
    (Action) => {
      expect(external(template(Action, { AWS: "127311923021" }))).toEqual([expect.stringMatching(/^blocks: /)]);
    },
  );

  it("are CloudFront's too, by its canonical user", () => {
    const id = "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0";
    const access_control_policy = [
      { owner: [{ id: "o" }], grant: [{ permission: "FULL_CONTROL", grantee: [{ id, type: "CanonicalUser" }] }] },
    ];
    const plan = planOf({ type: "aws_s3_bucket_acl", after: { bucket: "logs", access_control_policy } });
    expect(external(JSON.stringify(plan))).toEqual([expect.stringMatching(/^warning: .*CloudFront\.$/)]);
  });
});

describe("an origin access identity", () => {
  const ID = "E2QWRUHEXAMPLE";
  const CANONICAL = "a1".repeat(32);
  const arnOf = (id: unknown) => ({
    AWS: {
      "Fn::Sub": [`arn:\${AWS::Partition}:iam::cloudfront:user/CloudFront Origin Access Identity \${Id}`, { Id: id }],
    },
  });
  const read = (Principal: unknown) => ({
    Effect: "Allow",
    Action: "s3:GetObject",
    Resource: "arn:aws:s3:::b/*",
    Principal,
  });
  const template = (principal: unknown, identity: object) =>
    JSON.stringify({
      Resources: {
        Identity: identity,
        B: {
          Type: "AWS::S3::BucketPolicy",
          Properties: { Bucket: "b", PolicyDocument: { Version: "2012-10-17", Statement: [read(principal)] } },
        },
      },
    });
  const OWN = {
    Type: "AWS::CloudFront::CloudFrontOriginAccessIdentity",
    Properties: { CloudFrontOriginAccessIdentityConfig: { Comment: "site" }, id: ID, s3_canonical_user_id: CANONICAL },
  };
  const USER = { Type: "AWS::IAM::User" };

  it.each([
    ["its reference", arnOf({ Ref: "Identity" })],
    ["its id", arnOf({ "Fn::GetAtt": ["Identity", "Id"] })],
    ["its canonical user", { CanonicalUser: { "Fn::GetAtt": ["Identity", "S3CanonicalUserId"] } }],
  ])("is of the account where the template makes it: %s", (_, principal) => {
    expect(external(template(principal, OWN))).toEqual([]);
  });

  it.each([
    ["written out", arnOf(ID), OWN],
    ["a canonical user that is written out", { CanonicalUser: CANONICAL }, OWN],
    ["made of another resource", arnOf({ Ref: "Identity" }), USER],
  ])("may be anybody's where it is %s", (_, principal, identity) => {
    expect(external(template(principal, identity))).toEqual([expect.stringMatching(/^blocks: /)]);
  });

  it("is of the account where the plan makes it", () => {
    const plan = (...values: object[]) => {
      const policy = JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          read({ AWS: `arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity ${ID}` }),
          read({ CanonicalUser: CANONICAL }),
        ],
      });
      const identities = values.map((after) => ({ type: "aws_cloudfront_origin_access_identity", after }));
      return external(
        JSON.stringify(planOf(...identities, { type: "aws_s3_bucket_policy", after: { bucket: "b", policy } })),
      );
    };
    expect(plan({ id: ID, s3_canonical_user_id: CANONICAL })).toEqual([]);
    expect(plan({ id: "E1ANOTHER0000", s3_canonical_user_id: "b2".repeat(32) })).toHaveLength(2);
    expect(plan()).toHaveLength(2);
  });
});

describe("a policy of CloudWatch Logs", () => {
  const LOGS: [string, (policy: object) => object][] = [
    ["AWS::Logs::ResourcePolicy", (policy) => ({ PolicyName: "p", PolicyDocument: JSON.stringify(policy) })],
    ["AWS::Logs::LogGroup", (policy) => ({ ResourcePolicyDocument: policy })],
    ["aws_cloudwatch_log_resource_policy", (policy) => ({ policy_name: "p", policy_document: JSON.stringify(policy) })],
    ["awscc_logs_resource_policy", (policy) => ({ policy_name: "p", policy_document: JSON.stringify(policy) })],
  ];

  /** The verdict on principals outside, and rule and level of everything that does not pass. */
  function judged(text: string) {
    const document = { name: "t.json", text, reading: readTemplate(text) };
    const results = judgeDocument(document, readProfile(DEFAULT_PROFILE), { hash: (content) => content });
    const open = results.filter(({ check }) => check !== "validation").flatMap(({ reasons }) => reasons);
    return {
      verdict: results.find(({ check }) => check === "external_access")?.verdict,
      open: open.map(({ rule, level }) => `${rule} ${level ?? "blocks"}`),
    };
  }

  function logs(type: string, of: (policy: object) => object, Principal: unknown): string {
    const Statement = [{ Effect: "Allow", Action: "logs:PutLogEvents", Resource: "*", Principal }];
    const values = of({ Version: "2012-10-17", Statement });
    const whole = type.startsWith("aws")
      ? planOf({ type, after: values })
      : { Resources: { P: { Type: type, Properties: values } } };
    return JSON.stringify(whole);
  }

  it.each(LOGS)("lets in services alone, whomever else it names: %s", (type, of) => {
    const said = { verdict: "pass", open: ["EXTERNAL_PRINCIPAL suggestion"] };
    expect(judged(logs(type, of, { AWS: OTHER }))).toEqual(said);
    expect(judged(logs(type, of, { AWS: OTHER, Service: "route53.amazonaws.com" }))).toEqual(said);
    expect(judged(logs(type, of, { Service: "route53.amazonaws.com" })).open).toEqual([]);
  });

  it.each(LOGS)("is open to services for anybody where it names everyone: %s", (type, of) => {
    expect(judged(logs(type, of, "*")).open).toEqual(["PUBLIC_ACCESS blocks"]);
  });

  it("blocks where it is the one of a destination, which other accounts do send to", () => {
    const destination = (policy: object) => ({ DestinationName: "d", DestinationPolicy: JSON.stringify(policy) });
    const text = logs("AWS::Logs::Destination", destination, { AWS: OTHER });
    expect(judged(text)).toEqual({ verdict: "fail", open: ["EXTERNAL_PRINCIPAL blocks"] });
  });
});
