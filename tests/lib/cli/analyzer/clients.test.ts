import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { text } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { ACCOUNT, analyzerForTests, policyText } from "./analyzer-for-tests.ts";

const analyzer = analyzerForTests();
const runs = (command: string, ...args: string[]) => spawnSync(command, args, { stdio: "ignore" }).status === 0;
const hasCli = runs("aws", "--version");
const hasBoto = runs("python3", "-c", "import boto3");

/** Runs a client with credentials that are made up and no other configuration. */
async function client(command: string, args: string[], more: Record<string, string> = {}) {
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH ?? "",
    AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
    AWS_SECRET_ACCESS_KEY: "example",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    ...more,
  };
  const child = spawn(command, args, { env });
  const closed = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return { code, out, err };
}

const READ = policyText({ Effect: "Allow", Action: "s3:Get*", Resource: "*" });
const WRITE = policyText({ Effect: "Allow", Action: "s3:*", Resource: "*" });

describe(hasCli ? "the AWS CLI" : "AWS CLI not present", () => {
  const aws = (...args: string[]) =>
    client("aws", [
      "accessanalyzer",
      ...args,
      "--endpoint-url",
      analyzer.url(),
      "--region",
      "eu-west-1",
      "--output",
      "json",
    ]);
  const answerOf = async (...args: string[]) => JSON.parse((await aws(...args)).out);

  it("is there, or this says that it is not", () => {
    expect(typeof hasCli).toBe("boolean");
  });

  if (!hasCli) return;

  it("checks policies", async () => {
    const identity = ["--policy-type", "IDENTITY_POLICY"];
    const fresh = [
      "check-no-new-access",
      "--new-policy-document",
      WRITE,
      "--existing-policy-document",
      READ,
      ...identity,
    ];
    expect(await answerOf(...fresh)).toEqual({
      result: "FAIL",
      message: "The modified permissions grant new access compared to your existing policy.",
      reasons: [{ description: "New access in the statement with index: 0.", statementIndex: 0 }],
    });
    const access = ["--access", "actions=s3:PutObject,s3:DeleteObject"];
    expect(await answerOf("check-access-not-granted", "--policy-document", READ, ...access, ...identity)).toEqual({
      result: "PASS",
      message: "The policy document does not grant access to perform the listed actions or resources.",
    });
    const bucket = policyText({ Effect: "Allow", Principal: { AWS: ACCOUNT }, Action: "s3:*", Resource: "*" });
    const resource = ["--policy-document", bucket, "--resource-type", "AWS::S3::Bucket"];
    expect(await answerOf("check-no-public-access", ...resource)).toMatchObject({ result: "PASS" });
  });

  it("validates a policy, all its pages together", async () => {
    const document = JSON.stringify({ Statement: { Effect: "Allow", Action: [], Resource: [] } });
    const asked = ["validate-policy", "--policy-document", document, "--policy-type", "IDENTITY_POLICY"];
    const whole = await answerOf(...asked);
    expect(whole.findings.length).toBeGreaterThan(1);
    expect(await answerOf(...asked, "--page-size", "1")).toEqual(whole);
  });

  it("says what is wrong", async () => {
    const asked = ["--policy-document", "{}", "--resource-type", "AWS::Nothing"];
    const { code, err } = await aws("check-no-public-access", ...asked);
    expect(code).not.toBe(0);
    expect(err).toContain(
      "An error occurred (ValidationException) when calling the CheckNoPublicAccess operation: 1 validation",
    );
  });
});

/** The calls of cfn-policy-validator, in its order and with its retries. */
const VALIDATOR = `
import boto3, json
from botocore.config import Config
retries = Config(retries={"max_attempts": 20, "mode": "standard"})
session = boto3.Session(region_name="eu-west-1")
build = lambda name: session.client(name, config=retries)
account = build("sts").get_caller_identity()["Account"]
owner = build("s3").list_buckets()["Owner"]["ID"]
client = build("accessanalyzer")
arn = next(each["arn"] for each in client.list_analyzers(type="ACCOUNT")["analyzers"] if each["status"] == "ACTIVE")
made = client.create_analyzer(analyzerName="AnalyzerCreatedByCfnIAMPolicyValidator", type="ACCOUNT")["arn"]
def allow(principal):
    statement = {"Effect": "Allow", "Principal": principal, "Action": "*", "Resource": "*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
def preview(configurations):
    id = client.create_access_preview(analyzerArn=arn, configurations=configurations)["id"]
    got = client.get_access_preview(accessPreviewId=id, analyzerArn=arn)["accessPreview"]
    if got["status"] == "FAILED":
        return got["statusReason"]["code"]
    pages = client.get_paginator("list_access_preview_findings").paginate(accessPreviewId=id, analyzerArn=arn)
    return [finding["principal"] for page in pages for finding in page["findings"] if finding["status"] == "ACTIVE"]
role = lambda principal: {f"arn:aws:iam::{account}:role/r": {"iamRole": {"trustPolicy": allow(principal)}}}
bucket = lambda **parts: {"arn:aws:s3:::bucket": {"s3Bucket": parts}}
grant = lambda **grantee: {"grantee": grantee, "permission": "FULL_CONTROL"}
iam = build("iam")
try:
    iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/NoSuchAccess")
except iam.exceptions.NoSuchEntityException as error:
    managed = error.response["Error"]["Code"]
policy = iam.get_policy(PolicyArn="arn:aws:iam::aws:policy/IAMFullAccess")["Policy"]
version = iam.get_policy_version(PolicyArn=policy["Arn"], VersionId=policy["DefaultVersionId"])["PolicyVersion"]
findings = client.validate_policy(policyType="RESOURCE_POLICY", policyDocument="{", validatePolicyResourceType="AWS::S3::Bucket")
print(json.dumps({
    "account": account, "analyzers": [arn, made], "managed": managed,
    "known": [policy["PolicyName"], policy["Path"], [statement["Effect"] for statement in version["Document"]["Statement"]]],
    "validated": findings["findings"][0]["issueCode"],
    "everyone": preview(role({"AWS": "*"})), "own": preview(role({"AWS": account})), "nobody": preview(role({})),
    "service": preview(role({"Service": "ec2.amazonaws.com"})), "invalid": preview(role({"AwS": account})),
    "bucket": preview(bucket(bucketPolicy=allow({"AWS": "arn:aws:iam::123456789123:role/MyOtherRole"}))),
    "owner": preview(bucket(bucketAclGrants=[grant(id=owner)])), "stranger": preview(bucket(bucketAclGrants=[grant(id="a1")])),
}))
`;

/** What the suite of cfn-policy-validator makes in the account before it looks for it, as the tool itself does. */
const ACCOUNT_OF_THE_SUITE = `
import boto3, json
from botocore.exceptions import ClientError
build = lambda name: boto3.Session(region_name="us-east-2").client(name)
def code(call, **parameters):
    try:
        call(**parameters)
    except ClientError as error:
        return error.response["Error"]["Code"]
exports = [export for page in build("cloudformation").get_paginator("list_exports").paginate() for export in page["Exports"]]
trail = build("cloudtrail")
store = trail.create_event_data_store(Name="Store-1", TerminationProtectionEnabled=False)
arn = store["EventDataStoreArn"]
stores = trail.list_event_data_stores(MaxResults=25)["EventDataStores"]
got = trail.get_event_data_store(EventDataStore=arn)
board = trail.create_dashboard(Name="Board", TerminationProtectionEnabled=False)
seen = trail.get_dashboard(DashboardId="Board")
trail.delete_dashboard(DashboardId="Board")
trail.delete_event_data_store(EventDataStore=arn)
gateway = build("apigateway")
api = gateway.create_rest_api(name="MyCustomRestApi", description="An API")
pages = gateway.get_paginator("get_rest_apis").paginate(limit=1)
apis = [item for page in pages for item in page.get("items", [])]
gateway.delete_rest_api(restApiId=api["id"])
print(json.dumps({
    "exports": exports,
    "parameter": code(build("ssm").get_parameter, Name="/app/role:3"),
    "store": [stores == [{"EventDataStoreArn": arn, "Name": "Store-1"}], got["Status"], got["CreatedTimestamp"] == store["CreatedTimestamp"]],
    "gone": [code(trail.get_event_data_store, EventDataStore=arn), code(trail.get_dashboard, DashboardId="Board")],
    "board": [board["Type"], seen["Status"], seen["DashboardArn"] == board["DashboardArn"]],
    "apis": [(item["name"], item["id"] == api["id"], item["rootResourceId"] == api["rootResourceId"]) for item in apis],
    "left": gateway.get_rest_apis().get("items", []),
}))
`;

describe(hasBoto ? "what cfn-policy-validator asks" : "boto3 not present", () => {
  it("is there, or this says that it is not", () => {
    expect(typeof hasBoto).toBe("boolean");
  });

  if (!hasBoto) return;

  it("is answered as AWS does", async () => {
    const { code, out, err } = await client("python3", ["-c", VALIDATOR], { AWS_ENDPOINT_URL: analyzer.url() });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual({
      account: ACCOUNT,
      analyzers: ["guardians", "AnalyzerCreatedByCfnIAMPolicyValidator"].map(
        (name) => `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/${name}`,
      ),
      managed: "NoSuchEntity",
      known: ["IAMFullAccess", "/", ["Allow"]],
      validated: "JSON_SYNTAX_ERROR",
      everyone: [{ AWS: "*" }],
      own: [],
      nobody: [],
      service: [],
      invalid: "INVALID_CONFIGURATION",
      bucket: [{ AWS: "arn:aws:iam::123456789123:role/MyOtherRole" }],
      owner: [],
      stranger: [{ CanonicalUser: "a1" }],
    });
  });

  it("finds what its suite makes in an empty account", async () => {
    const { code, out, err } = await client("python3", ["-c", ACCOUNT_OF_THE_SUITE], {
      AWS_ENDPOINT_URL: analyzer.url(),
    });
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toEqual({
      exports: [],
      parameter: "ParameterNotFound",
      store: [true, "ENABLED", true],
      gone: ["EventDataStoreNotFoundException", "ResourceNotFoundException"],
      board: ["CUSTOM", "CREATED", true],
      apis: [["MyCustomRestApi", true, true]],
      left: [],
    });
  });
});
