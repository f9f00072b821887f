import {
  CheckAccessNotGrantedCommand,
  type CheckAccessNotGrantedCommandInput,
  CheckNoNewAccessCommand,
  CheckNoPublicAccessCommand,
  ConflictException,
  CreateAccessPreviewCommand,
  CreateAnalyzerCommand,
  CreateArchiveRuleCommand,
  DeleteArchiveRuleCommand,
  GetAccessPreviewCommand,
  InvalidParameterException,
  ListAnalyzersCommand,
  ListArchiveRulesCommand,
  ListFindingsCommand,
  paginateListAccessPreviewFindings,
  paginateValidatePolicy,
  ResourceNotFoundException,
  ValidatePolicyCommand,
  ValidationException,
} from "@aws-sdk/client-accessanalyzer";
import { describe, expect, it } from "vitest";
import { ACCOUNT, analyzerForTests, policyText } from "./analyzer-for-tests.ts";

const analyzer = analyzerForTests();
const sdk = () => analyzer.client();

const READ = policyText({ Effect: "Allow", Action: "s3:Get*", Resource: "*" });
const WRITE = policyText({ Sid: "Write", Effect: "Allow", Action: "s3:*", Resource: "*" });
const PUBLIC = policyText({ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" });

describe("the checks", () => {
  const noNewAccess = (newPolicyDocument: string, existingPolicyDocument: string) =>
    sdk().send(
      new CheckNoNewAccessCommand({ newPolicyDocument, existingPolicyDocument, policyType: "IDENTITY_POLICY" }),
    );

  it("CheckNoNewAccess", async () => {
    const passed = await noNewAccess(READ, WRITE);
    expect(passed).toMatchObject({
      result: "PASS",
      message: "The modified permissions do not grant new access compared to your existing policy.",
    });
    expect(passed.reasons).toBeUndefined();
    expect(passed.$metadata.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(await noNewAccess(WRITE, READ)).toMatchObject({
      result: "FAIL",
      message: "The modified permissions grant new access compared to your existing policy.",
      reasons: [
        { description: "New access in the statement with sid: Write.", statementIndex: 0, statementId: "Write" },
      ],
    });
  });

  it("CheckAccessNotGranted", async () => {
    const input = { policyDocument: READ, policyType: "IDENTITY_POLICY" } as const;
    expect(
      await sdk().send(new CheckAccessNotGrantedCommand({ ...input, access: [{ actions: ["s3:PutObject"] }] })),
    ).toMatchObject({
      result: "PASS",
    });
    expect(
      await sdk().send(new CheckAccessNotGrantedCommand({ ...input, access: [{ actions: ["s3:GetObject"] }] })),
    ).toMatchObject({
      result: "FAIL",
      message: "The policy document grants access to perform one or more of the listed actions.",
      reasons: [
        { description: "One or more of the listed actions in the statement with index: 0.", statementIndex: 0 },
      ],
    });
  });

  it("pass a policy that only denies, but for CheckAccessNotGranted, which refuses it", async () => {
    const denies = policyText({ Effect: "Deny", Action: "s3:*", Resource: "*" });
    expect(await noNewAccess(denies, READ)).toMatchObject({ result: "PASS" });
    expect(await noNewAccess(denies, denies)).toMatchObject({ result: "PASS" });
    const ofBucket = policyText({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "arn:aws:s3:::b/*" });
    const input = { policyDocument: ofBucket, resourceType: "AWS::S3::Bucket" } as const;
    expect(await sdk().send(new CheckNoPublicAccessCommand(input))).toMatchObject({ result: "PASS" });
  });

  it("CheckNoPublicAccess", async () => {
    const input = { policyDocument: PUBLIC, resourceType: "AWS::S3::Bucket" } as const;
    expect(await sdk().send(new CheckNoPublicAccessCommand(input))).toMatchObject({
      result: "FAIL",
      message: "The resource policy grants public access for the given resource type.",
    });
  });

  it("what cannot be decided is FAIL with its cause, never an error that clients ask again for", async () => {
    const undecided = policyText({ Effect: "Allow", Action: "s3:*", Resource: `arn:aws:s3:::${"*a".repeat(3000)}` });
    const answer = await noNewAccess(undecided, READ);
    expect(answer.result).toBe("FAIL");
    expect(answer.message).toMatch(/^Could not determine whether .*: a pattern is longer than \d+ characters\.$/);
    expect(answer.reasons?.[0]?.description).toMatch(/^Inconclusive/);
  });

  it("answers many at once", async () => {
    const asked = Array.from({ length: 40 }, (_, index) =>
      index % 2 ? noNewAccess(READ, WRITE) : noNewAccess(WRITE, READ),
    );
    const answers = await Promise.all(asked);
    expect(answers.map(({ result }) => result)).toEqual(asked.map((_, index) => (index % 2 ? "PASS" : "FAIL")));
    expect(new Set(answers.map(({ $metadata }) => $metadata.requestId)).size).toBe(asked.length);
  });
});

describe("ValidatePolicy", () => {
  const broken = JSON.stringify({
    Statement: [
      { Effect: "Allow", Action: [], Resource: "*" },
      { Effect: "Allow", Action: "s3:GetObjekt", Resource: "*" },
    ],
  });

  it("answers findings with places and links", async () => {
    const { findings } = await sdk().send(
      new ValidatePolicyCommand({ policyDocument: broken, policyType: "IDENTITY_POLICY" }),
    );
    const missing = findings?.find(({ issueCode }) => issueCode === "MISSING_VERSION");
    expect(missing).toMatchObject({
      findingType: "WARNING",
      learnMoreLink: expect.stringMatching(/^https:/),
      locations: [{ span: { start: { line: 1, column: 0, offset: 0 } } }],
    });
  });

  it.each(["IDENTITY_POLICY", "RESOURCE_POLICY", "SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"] as const)(
    "takes a %s in every locale",
    async (policyType) => {
      const input = { policyDocument: "{", policyType, locale: "JA" } as const;
      const { findings } = await sdk().send(new ValidatePolicyCommand(input));
      expect(findings?.map(({ issueCode }) => issueCode)).toContain("JSON_SYNTAX_ERROR");
    },
  );

  it("comes in pages that make up the whole", async () => {
    const input = { policyDocument: broken, policyType: "IDENTITY_POLICY" } as const;
    const { findings: whole } = await sdk().send(new ValidatePolicyCommand(input));
    const codes: (string | undefined)[] = [];
    let pages = 0;
    for await (const page of paginateValidatePolicy({ client: analyzer.client(), pageSize: 1 }, input)) {
      pages += 1;
      expect(page.findings).toHaveLength(1);
      codes.push(page.findings?.[0]?.issueCode);
    }
    expect(pages).toBeGreaterThan(1);
    expect(codes).toEqual(whole?.map(({ issueCode }) => issueCode));
  });

  it("refuses a token of another request", async () => {
    const input = { policyDocument: broken, policyType: "IDENTITY_POLICY" } as const;
    const { nextToken } = await sdk().send(new ValidatePolicyCommand({ ...input, maxResults: 1 }));
    const other = { ...input, policyDocument: `${broken} `, nextToken };
    await expect(sdk().send(new ValidatePolicyCommand(other))).rejects.toMatchObject({
      name: "ValidationException",
      fieldList: [{ name: "nextToken" }],
    });
  });
});

describe("access previews", () => {
  const queue = `arn:aws:sqs:eu-west-1:${ACCOUNT}:queue`;
  const opened = policyText({
    Effect: "Allow",
    Principal: { AWS: ["444455556666", "777788889999"] },
    Action: "sqs:*",
    Resource: queue,
  });

  it("find who is admitted from outside, in pages", async () => {
    const { analyzers } = await sdk().send(new ListAnalyzersCommand({ type: "ACCOUNT" }));
    const [first] = analyzers ?? [];
    expect(first).toMatchObject({ type: "ACCOUNT", status: "ACTIVE", createdAt: expect.any(Date) });
    const analyzerArn = first?.arn ?? "";
    expect(analyzerArn).toBe(`arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/${first?.name}`);
    const configurations = { [queue]: { sqsQueue: { queuePolicy: opened } } };
    const { id: accessPreviewId } = await sdk().send(new CreateAccessPreviewCommand({ analyzerArn, configurations }));
    const { accessPreview } = await sdk().send(new GetAccessPreviewCommand({ accessPreviewId, analyzerArn }));
    expect(accessPreview).toMatchObject({ id: accessPreviewId, status: "COMPLETED", configurations });
    const found: unknown[] = [];
    const input = { accessPreviewId, analyzerArn };
    for await (const page of paginateListAccessPreviewFindings({ client: analyzer.client(), pageSize: 1 }, input)) {
      found.push(...(page.findings ?? []));
    }
    expect(found).toEqual(
      ["444455556666", "777788889999"].map((AWS) => ({
        id: expect.any(String),
        principal: { AWS },
        action: ["sqs:*"],
        condition: {},
        resource: queue,
        isPublic: false,
        resourceType: "AWS::SQS::Queue",
        createdAt: expect.any(Date),
        changeType: "NEW",
        status: "ACTIVE",
        resourceOwnerAccount: ACCOUNT,
      })),
    );
  });

  it("archive what a rule of their analyzer means", async () => {
    const analyzerName = "Archiving";
    const { arn = "" } = await sdk().send(new CreateAnalyzerCommand({ analyzerName, type: "ACCOUNT" }));
    const rule = { analyzerName, ruleName: "Known" };
    const filter = { resourceType: { eq: ["AWS::SQS::Queue"] }, "principal.AWS": { eq: ["777788889999"] } };
    await sdk().send(new CreateArchiveRuleCommand({ ...rule, filter }));
    const { archiveRules } = await sdk().send(new ListArchiveRulesCommand({ analyzerName }));
    expect(archiveRules).toMatchObject([{ ruleName: "Known", filter, createdAt: expect.any(Date) }]);
    const states = async () => {
      const configurations = { [queue]: { sqsQueue: { queuePolicy: opened } } };
      const { id } = await sdk().send(new CreateAccessPreviewCommand({ analyzerArn: arn, configurations }));
      const input = { accessPreviewId: id, analyzerArn: arn };
      const found: unknown[] = [];
      for await (const page of paginateListAccessPreviewFindings({ client: analyzer.client() }, input)) {
        found.push(...(page.findings ?? []).map(({ status }) => status));
      }
      return found;
    };
    expect(await states()).toEqual(["ACTIVE", "ARCHIVED"]);
    await sdk().send(new DeleteArchiveRuleCommand(rule));
    expect(await states()).toEqual(["ACTIVE", "ACTIVE"]);
  });

  it("need an analyzer, which can be created once", async () => {
    const input = { analyzerName: "Made", type: "ACCOUNT" } as const;
    const { arn } = await sdk().send(new CreateAnalyzerCommand({ ...input, clientToken: "one" }));
    expect(await sdk().send(new CreateAnalyzerCommand({ ...input, clientToken: "one" }))).toMatchObject({ arn });
    await expect(sdk().send(new CreateAnalyzerCommand({ ...input, clientToken: "two" }))).rejects.toBeInstanceOf(
      ConflictException,
    );
    const unknown = { analyzerArn: `${arn}x`, configurations: { [queue]: { sqsQueue: {} } } };
    await expect(sdk().send(new CreateAccessPreviewCommand(unknown))).rejects.toBeInstanceOf(ResourceNotFoundException);
  });
});

describe("errors, as the client sees them", () => {
  const access = (input: Partial<CheckAccessNotGrantedCommandInput>) =>
    sdk()
      .send(
        new CheckAccessNotGrantedCommand({
          policyDocument: READ,
          access: [{ actions: ["s3:*"] }],
          policyType: "IDENTITY_POLICY",
          ...input,
        }),
      )
      .then(
        () => expect.unreachable("was answered"),
        (error: unknown) => error,
      );

  it.each<[string, Partial<CheckAccessNotGrantedCommandInput>, string[]]>([
    ["a missing document", { policyDocument: undefined }, ["policyDocument"]],
    ["missing access and an unknown type", { access: undefined, policyType: "X" as never }, ["access", "policyType"]],
    ["two items of access", { access: [{ actions: ["s3:*"] }, { actions: ["s3:*"] }] }, ["access"]],
    ["no access", { access: [] }, ["access"]],
    ["empty access", { access: [{}] }, ["access"]],
    ["101 actions", { access: [{ actions: Array(101).fill("s3:*") }] }, ["access.1.member.actions"]],
    ["101 resources", { access: [{ resources: Array(101).fill("*") }] }, ["access.1.member.resources"]],
    [
      "a long resource",
      { access: [{ resources: [`arn:aws:s3:::${"b".repeat(2048)}`] }] },
      ["access.1.member.resources.1.member"],
    ],
    ["an action that is none", { access: [{ actions: ["PutObject"] }] }, ["access.actions.0"]],
    ["a policy that is no JSON", { policyDocument: "{" }, ["policyDocument"]],
    [
      "a malformed policy",
      { policyDocument: policyText({ Effect: "allow", Action: "x" }) },
      ["policyDocument", "policyDocument"],
    ],
  ])("ValidationException for %s", async (_, input, names) => {
    const error = await access(input);
    expect(error).toBeInstanceOf(ValidationException);
    if (!(error instanceof ValidationException)) return;
    expect(error.$metadata.httpStatusCode).toBe(400);
    expect(error.message).not.toBe("");
    expect(error.reason).toBe(input.policyDocument === "{" ? "cannotParse" : "fieldValidationFailed");
    expect(error.fieldList?.map(({ name }) => name)).toEqual(names);
  });

  it("names every value that is allowed, in the words of AWS", async () => {
    const error = await access({ policyType: "X" as never });
    expect(error).toHaveProperty(
      "message",
      "1 validation error detected: Value 'X' at 'policyType' failed to satisfy constraint: Member must satisfy enum value set: [IDENTITY_POLICY, RESOURCE_POLICY]",
    );
  });

  it("says Invalid ARN of a resource and names no field, as AWS", async () => {
    const error = await access({ access: [{ actions: ["s3:GetObject"], resources: ["example"] }] });
    expect(error).toMatchObject({
      name: "ValidationException",
      message: "Invalid ARN",
      reason: "fieldValidationFailed",
    });
    expect(error).not.toHaveProperty("fieldList", expect.anything());
  });

  it("says where a policy is malformed", async () => {
    const error = await access({
      policyDocument: policyText({ Effect: "Allow", Action: "s3:*", Resource: "fakeArn" }),
    });
    expect(error).toHaveProperty(
      "message",
      'Invalid policy document: Resource: "fakeArn" is not an ARN. (Statement[0].Resource, line 1, column 82)',
    );
  });

  it("InvalidParameterException for a policy that only denies", async () => {
    const denies = policyText({ Effect: "Deny", Action: "s3:*", Resource: "*" });
    expect(await access({ policyDocument: denies })).toBeInstanceOf(InvalidParameterException);
  });

  it("ValidationException for a resource type with a policy that is for none", async () => {
    const input = {
      policyDocument: READ,
      policyType: "IDENTITY_POLICY",
      validatePolicyResourceType: "AWS::S3::Bucket",
    } as const;
    await expect(sdk().send(new ValidatePolicyCommand(input))).rejects.toMatchObject({
      name: "ValidationException",
      message: "InvalidInput",
      fieldList: [{ name: "validatePolicyResourceType" }],
    });
  });

  it("UnknownOperationException for what this server does not do", async () => {
    const analyzerArn = `arn:aws:access-analyzer:eu-west-1:${ACCOUNT}:analyzer/guardians`;
    await expect(sdk().send(new ListFindingsCommand({ analyzerArn }))).rejects.toMatchObject({
      name: "UnknownOperationException",
      $metadata: { httpStatusCode: 404 },
    });
  });
});
