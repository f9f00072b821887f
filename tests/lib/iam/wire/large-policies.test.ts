import { describe, expect, it } from "vitest";
import { askJson, surroundingsOf } from "./server-for-tests.ts";

const ACCOUNT = "111122223333";
const ANALYZER = `arn:aws:access-analyzer:us-east-1:${ACCOUNT}:analyzer/guardians`;
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:queue`;

function policyOf(statements: number, resource = "arn:aws:sqs:*:*:a"): string {
  const Principal = { AWS: `arn:aws:iam::${ACCOUNT}:root` };
  const statement = { Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: resource };
  return JSON.stringify({ Version: "2012-10-17", Statement: Array<object>(statements).fill(statement) });
}

const SMALL = policyOf(1);
const MANY = policyOf(2001);
const LONG = policyOf(1, `arn:aws:sqs:*:*:${"a".repeat(262_144)}`);

const ask = (method: string, path: string, body: object) => askJson(surroundingsOf(ACCOUNT), { method, path, body });

const OPERATIONS: [string, string, string, (policy: string) => object][] = [
  [
    "CheckNoNewAccess, of the new policy,",
    "POST",
    "/policy/check-no-new-access",
    (policy) => ({ newPolicyDocument: policy, existingPolicyDocument: SMALL, policyType: "RESOURCE_POLICY" }),
  ],
  [
    "CheckNoNewAccess, of the existing policy,",
    "POST",
    "/policy/check-no-new-access",
    (policy) => ({ newPolicyDocument: SMALL, existingPolicyDocument: policy, policyType: "RESOURCE_POLICY" }),
  ],
  [
    "CheckAccessNotGranted",
    "POST",
    "/policy/check-access-not-granted",
    (policy) => ({ policyDocument: policy, access: [{ actions: ["s3:GetObject"] }], policyType: "RESOURCE_POLICY" }),
  ],
  [
    "CheckNoPublicAccess",
    "POST",
    "/policy/check-no-public-access",
    (policy) => ({ policyDocument: policy, resourceType: "AWS::SQS::Queue" }),
  ],
  [
    "ValidatePolicy",
    "POST",
    "/policy/validation",
    (policy) => ({ policyDocument: policy, policyType: "RESOURCE_POLICY" }),
  ],
  [
    "CreateAccessPreview",
    "PUT",
    "/access-preview",
    (policy) => ({ analyzerArn: ANALYZER, configurations: { [QUEUE]: { sqsQueue: { queuePolicy: policy } } } }),
  ],
];

describe.each(OPERATIONS)("%s", (_, method, path, body) => {
  it.each([
    ["of many statements", MANY, "The policy has 2,001 statements. Policies with more than 2,000 are not checked."],
    [
      "that is long",
      LONG,
      expect.stringMatching(/characters, excluding whitespace\. Policies with more than 262,144 are not/),
    ],
  ])("refuses a policy %s", async (__, policy, message) => {
    const answered = await ask(method, path, body(policy));
    expect(answered.status).toBe(400);
    expect(answered.body).toMatchObject({
      __type: "ValidationException",
      reason: "fieldValidationFailed",
      fieldList: [{ message }],
    });
  });

  it("takes a policy of as many statements as there may be, and white space without end", async () => {
    const answered = await ask(method, path, body(policyOf(2000).replace(",", `,${" ".repeat(300_000)}`)));
    expect(answered.status).toBe(200);
  });
});
