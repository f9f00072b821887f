import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { type CheckProfile, DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { readTemplate } from "#lib/templates/read.ts";

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

  it("hides no other statement that lets somebody in", () => {
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
