import { describe, expect, it } from "vitest";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { readDocument } from "#lib/policies/rules/read-document.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { policiesRead, unreadParts } from "#lib/policies/rules/unread-parts.ts";
import { recognise } from "#lib/reviews/evidence/recognise.ts";
import { planOf } from "#tests/lib/templates/terraform/plan-support.ts";
import { personActor } from "#tests/support/actors.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";

const IMPORTED = `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: !ImportValue actions-of-another-stack
            Resource: arn:aws:s3:::reports/*
`;

const TRUST = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
});

describe("a document of which a part could not be read", () => {
  const documents = [
    { name: "reader.yaml", sha256: "0".repeat(64), text: IMPORTED },
    { name: "role.json", sha256: "1".repeat(64), text: READ_ONE_BUCKET },
  ];

  it("says how many parts and why, and nothing of another that was read", () => {
    const results = evaluateDocuments(documents, STANDARD_PROFILE.definition);
    const unread = unreadParts(results, "reader.yaml");
    expect(unread).toEqual({ count: 1, why: expect.stringContaining("actions-of-another-stack") });
    expect(unreadParts(results, "role.json")).toBeNull();
  });

  const attached = (arn: string) =>
    `Parameters: { Arn: { Type: String } }\nResources:\n  R: { Type: AWS::IAM::Role, Properties: { AssumeRolePolicyDocument: ${TRUST}, ManagedPolicyArns: [${arn}] } }\n`;
  const role = { type: "aws_iam_role", after: { assume_role_policy: TRUST }, unknown: { inline_policy: true } };
  const trusts = { mode: "managed", type: "aws_iam_role", name: "r", expressions: { assume_role_policy: {} } };
  const plan = { ...planOf(role), configuration: { root_module: { resources: [trusts] } } };

  it.each([
    ["that needs a value of another stack", IMPORTED, 1],
    ["that AWS would refuse, in a template", IMPORTED.replace("!ImportValue actions-of-another-stack", '"s3:"'), 1],
    ["of which only a block that plans do not show could be more", JSON.stringify(plan), 0],
    ["that holds all it says", attached("arn:aws:iam::aws:policy/AdministratorAccess"), 0],
    ["that attaches what is known only at deployment", attached("!Ref Arn"), 1],
  ])("counts as much of one %s before its checks as after", (_, text, unread) => {
    const name = "document.yaml";
    expect(readDocument(name, text)).toMatchObject({ ok: true, unread });
    const results = evaluateDocuments([{ name, sha256: "0".repeat(64), text }], STANDARD_PROFILE.definition);
    expect(unreadParts(results, name)?.count ?? 0).toBe(unread);
  });

  it("is not said to hold no policy", async () => {
    expect(policiesRead(0, 1)).toBe("no policy could be read");
    expect(policiesRead(2, 1)).toBe("2 policies, and 1 part could not be read");
    expect(policiesRead(1, 0)).toBe("1 policy");
    expect(await recognise({ actor: personActor() }, "reader.yaml", IMPORTED)).toEqual({
      kind: "document",
      words: "A CloudFormation template, no policy could be read",
    });
  });
});
