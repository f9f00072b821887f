import { describe, expect, it } from "vitest";
import type { Witness } from "#lib/iam/index.ts";
import {
  checkNoNewAccess,
  checkNoPublicAccess,
  describeDifference,
  describeWitness,
  evaluate,
  explain,
} from "#lib/iam/index.ts";
import { policyOf } from "./read-cases.ts";

const policy = (...Statement: unknown[]) => policyOf(JSON.stringify({ Version: "2012-10-17", Statement }), "identity");
const open = (...Statement: unknown[]) => policyOf(JSON.stringify({ Version: "2012-10-17", Statement }), "resource");

const reading = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };
const writing = { Sid: "Write", Effect: "Allow", Action: "s3:PutObject", Resource: "arn:aws:s3:::b/*" };
const insecure = {
  Effect: "Deny",
  Action: "*",
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};

const request: Witness = {
  principal: { kind: "Attached" },
  action: "s3:GetObject",
  resource: "arn:aws:s3:::b/x",
  context: { "aws:SecureTransport": ["true"] },
};

describe("a witness in words", () => {
  it("names stranger, action, resource and what is absent", () => {
    const witness: Witness = {
      principal: { kind: "AWS", value: "arn:aws:iam::999999999999:user/anyone", account: "999999999999" },
      action: "s3:GetObject",
      resource: "arn:aws:s3:::b/x",
      context: { "aws:SourceIp": [] },
    };
    expect(describeWitness(witness)).toBe(
      "anyone in account 999999999999 could call s3:GetObject on arn:aws:s3:::b/x when aws:SourceIp is absent",
    );
  });

  it("joins several keys and quotes what would not read", () => {
    const context = { k: ["a"], l: [""], m: ["x", "y z"] };
    expect(describeWitness({ ...request, context })).toBe(
      'anyone with this policy could call s3:GetObject on arn:aws:s3:::b/x when k is a, l is "" and m holds x and "y z"',
    );
  });

  it("writes actions and keys as the policies do", () => {
    const result = checkNoNewAccess({
      policy: policy({ ...reading, Condition: { StringLike: { "aws:PrincipalTag/Team": "red*" } } }),
      existing: policy(writing),
      type: "identity",
    });
    expect(result.reasons[0]?.sentence).toBe(
      "anyone with this policy could call s3:GetObject on arn:aws:s3:::b/example when aws:PrincipalTag/Team is red",
    );
  });

  it("leaves out keys that the policy does not test", () => {
    const result = checkNoPublicAccess({
      policy: open({ ...reading, Principal: "*" }),
      resourceType: "AWS::S3::Bucket",
    });
    expect(result.reasons[0]?.sentence).toBe(
      "anyone in account 999999999999 could call s3:GetObject on arn:aws:s3:::b/example",
    );
  });
});

describe("the difference of two policies", () => {
  const difference = (before: unknown[], after: unknown[]) =>
    describeDifference({ before: policy(...before), after: policy(...after), type: "identity" });

  it("the same in other words", () => {
    const { relation, sentence } = difference([reading], [{ ...reading, Action: ["s3:getobject", "s3:GetObject"] }]);
    expect([relation, sentence]).toEqual(["same", "Both policies allow the same requests."]);
  });

  it("wider", () => {
    const { relation, sentence, granted, withdrawn } = difference([reading], [reading, writing]);
    expect([relation, granted.length, withdrawn.length]).toEqual(["wider", 1, 0]);
    expect(sentence).toBe(
      "New access in the later policy: anyone with this policy could call s3:PutObject on arn:aws:s3:::b/example. Everything else is unchanged.",
    );
  });

  it("narrower", () => {
    const { relation, sentence } = difference([reading], [reading, insecure]);
    expect(relation).toBe("narrower");
    expect(sentence).toBe(
      "Access the later policy no longer allows: anyone with this policy could call s3:GetObject on arn:aws:s3:::b/example when aws:SecureTransport is false.",
    );
  });

  it("both", () => {
    const { relation, sentence } = difference([reading], [writing]);
    expect(relation).toBe("different");
    expect(sentence).toMatch(/^New access in the later policy: .*PutObject.* Access no longer allowed: .*GetObject/);
  });

  it("undecided", () => {
    const result = describeDifference({
      before: policy(reading),
      after: policy(writing),
      type: "identity",
      limits: { steps: 0 },
    });
    expect(result.relation).toBe("unknown");
    expect(result.sentence).toMatch(/Could not determine .*: comparing the policies takes more steps/);
  });
});

describe("a decision in words", () => {
  it("allowed", () => {
    expect(explain(evaluate(policy(reading, insecure), request))).toBe(
      'Allowed by Allow statement 0; no Deny applies.\nDeny statement 1 does not apply: its Condition Bool on aws:SecureTransport ("false") is not met.',
    );
  });

  it("denied", () => {
    const context = { "aws:SecureTransport": ["false"] };
    expect(explain(evaluate(policy(reading, insecure), { ...request, context }))).toBe("Denied by Deny statement 1.");
  });

  it("not allowed", () => {
    expect(explain(evaluate(policy(writing), { ...request, resource: "arn:aws:s3:::c/x" }))).toBe(
      "Not allowed: no Allow statement applies.\nAllow statement 0 (Write) does not apply: the action is not covered and the resource is not covered.",
    );
  });

  it("of several policies", () => {
    expect(explain(evaluate([policy(writing), policy(reading)], request)).split("\n")[0]).toBe(
      "Allowed by Allow statement 0 of policy 1; no Deny applies.",
    );
  });
});
