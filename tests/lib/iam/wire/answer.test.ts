import fc from "fast-check";
import { expect, it } from "vitest";
import { answer } from "#lib/iam/wire/answer.ts";
import { surroundingsOf } from "./server-for-tests.ts";

const ANALYZER = "arn:aws:access-analyzer:us-east-1:111122223333:analyzer/guardians";

const surroundings = () => surroundingsOf("111122223333", { newId: () => "id", limits: { steps: 100_000 } });

const PATHS = [
  "/policy/check-no-new-access",
  "/policy/check-access-not-granted",
  "/policy/check-no-public-access",
  "/policy/validation",
  "/analyzer",
  "/access-preview",
  "/access-preview/id",
  "/analyzer/guardians/archive-rule",
  "/analyzer/guardians/archive-rule/rule",
  "/restapis",
  "/restapis/id",
  "/",
  "/other",
];

const TARGETS = [
  ...["Create", "Get", "Delete"].flatMap((verb) => [`${verb}EventDataStore`, `${verb}Dashboard`]),
  "ListEventDataStores",
]
  .map((name) => `com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.${name}`)
  .concat("AmazonSSM.GetParameter", "", "constructor");

const document = fc.oneof(
  fc.constantFrom("", "{", "[]", '{"Statement":[]}'),
  fc
    .constantFrom("Allow", "Deny", "x")
    .map((Effect) => JSON.stringify({ Statement: { Effect, Principal: { AWS: "*" }, Action: "s3:*", Resource: "*" } })),
  fc.json({ maxDepth: 4 }),
);

const anything = fc.oneof({ maxDepth: 2 }, fc.jsonValue({ maxDepth: 3 }), document);

/** Bodies that have the members of requests, right and wrong. */
const body = fc.record(
  {
    newPolicyDocument: fc.oneof(document, anything),
    existingPolicyDocument: fc.oneof(document, anything),
    policyDocument: fc.oneof(document, anything),
    policyType: fc.oneof(fc.constantFrom("IDENTITY_POLICY", "RESOURCE_POLICY", "SERVICE_CONTROL_POLICY"), anything),
    resourceType: fc.oneof(fc.constantFrom("AWS::S3::Bucket", "AWS::Nothing"), anything),
    access: fc.oneof(
      fc.constant([{ actions: ["s3:GetObject"] }]),
      fc.array(fc.record({ actions: anything, resources: anything })),
      anything,
    ),
    analyzerArn: fc.oneof(fc.constant(ANALYZER), anything),
    Name: fc.oneof(fc.constant("abc"), anything),
    name: fc.oneof(fc.constant("abc"), anything),
    EventDataStore: anything,
    DashboardId: fc.oneof(fc.constant("abc"), anything),
    analyzerName: fc.oneof(fc.constantFrom("a", "guardians", "-"), anything),
    type: fc.oneof(fc.constantFrom("ACCOUNT", "ORGANIZATION"), anything),
    clientToken: anything,
    maxResults: anything,
    nextToken: anything,
    ruleName: fc.oneof(fc.constant("rule"), anything),
    filter: fc.oneof(fc.record({ resourceType: fc.record({ eq: anything }) }), anything),
    configurations: fc.oneof(
      fc.record({ "arn:aws:s3:::b": fc.record({ s3Bucket: anything }) }),
      fc.record({
        "arn:aws:sqs:us-east-1:111122223333:q": fc.record({ sqsQueue: fc.record({ queuePolicy: document }) }),
      }),
      fc.record({
        "arn:aws:kms:us-east-1:111122223333:key/k": fc.record({
          kmsKey: fc.record({ keyPolicies: anything, grants: anything }),
        }),
      }),
      anything,
    ),
  },
  { requiredKeys: [] },
);

const request = fc.record({
  method: fc.constantFrom("GET", "POST", "PUT", "DELETE", "HEAD"),
  path: fc.constantFrom(...PATHS),
  query: fc.oneof(
    fc.constant(`analyzerArn=${encodeURIComponent(ANALYZER)}`),
    fc.string(),
    fc.constant("maxResults=1&nextToken=MQ=="),
  ),
  headers: fc.constantFrom<Record<string, string>[]>(
    {},
    { "content-type": "application/x-www-form-urlencoded" },
    { authorization: "x" },
    ...TARGETS.map((target) => ({ "x-amz-target": target })),
  ),
  body: fc.oneof(
    body.map((value) => new TextEncoder().encode(JSON.stringify(value))),
    fc.uint8Array({ maxLength: 40 }),
  ),
});

it("answers every request, as the service or with an error of the protocol", async () => {
  await fc.assert(
    fc.asyncProperty(request, async (asked) => {
      const answered = await answer(asked, surroundings());
      expect([200, 400, 402, 404, 405, 409]).toContain(answered.status);
      expect(answered.headers["x-amzn-RequestId"]).toBe("request");
      if (answered.headers["content-type"] === "text/xml") return;
      const value = JSON.parse(answered.body);
      if (answered.status === 200) return;
      expect(value.__type).toBe(answered.headers["x-amzn-ErrorType"]);
      expect(value.message).toMatch(/./);
      if (value.__type === "ValidationException") expect(value.reason).toMatch(/./);
    }),
    { numRuns: 2000 },
  );
});
