import { describe, expect, it } from "vitest";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { policiesRead, unreadParts } from "#lib/policies/rules/unread-parts.ts";
import { recognise } from "#lib/reviews/recognise.ts";
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
