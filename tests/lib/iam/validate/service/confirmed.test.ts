import { describe, expect, it } from "vitest";
import { type PolicyType, validatePolicy } from "#lib/iam/index.ts";
import { learnMoreLink } from "#lib/iam/validate/finding.ts";
import { CHECKS, SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import { UNCONFIRMED } from "#lib/iam/validate/unconfirmed.ts";
import { managedPolicy } from "#lib/policies/analyzer/aws-managed-policies.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { textAt } from "../location.ts";
import answers from "./confirmed.json" with { type: "json" };

/** A statement of ours, and what AWS is known to answer about such a one: the code, its words and the texts at its places. */
type Answer = {
  code: string;
  type?: string;
  resourceType?: string;
  statement: object;
  details: string;
  at: string[];
};

const ANSWERS: Answer[] = answers;
const TYPES: readonly PolicyType[] = ["identity", "resource"];

async function findingsOf({ type: name, resourceType, statement }: Answer) {
  const source = JSON.stringify({ Version: "2012-10-17", Statement: [statement] }, null, 2);
  const type = TYPES.find((known) => known === name) ?? "identity";
  const facts = await serviceFacts([source]);
  const { findings } = validatePolicy({ source, type, facts, ...(resourceType === undefined ? {} : { resourceType }) });
  return { source, findings };
}

describe("errors that rest on facts about services", () => {
  it.each(ANSWERS)("are found as AWS finds $code: $details", async (answer) => {
    const { source, findings } = await findingsOf(answer);
    const [found, ...more] = findings.filter(({ issueCode }) => issueCode === answer.code);
    expect(more).toEqual([]);
    expect(found).toMatchObject({
      findingType: "ERROR",
      findingDetails: answer.details,
      learnMoreLink: learnMoreLink("ERROR", answer.code),
    });
    expect(found?.locations.map(({ span }) => textAt(source, span))).toEqual(answer.at);
  });

  it("are suggestions as long as no answer of AWS shows them", () => {
    const errors = SERVICE_CHECKS.flatMap(({ code, type }) => (type === "ERROR" ? [code] : []));
    const shown = new Set(ANSWERS.map(({ code }) => code));
    expect(errors.filter((code) => !shown.has(code)).sort()).toEqual([...UNCONFIRMED.keys()].sort());
  });

  it("are suggestions with a link that says so", async () => {
    const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3::111122223333:b" };
    const { findings } = await findingsOf({ code: "", statement, details: "", at: [] });
    expect(findings.map(({ issueCode, findingType, learnMoreLink: link }) => [issueCode, findingType, link])).toEqual([
      [
        "ARN_ACCOUNT_NOT_ALLOWED",
        "SUGGESTION",
        "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-suggestion-arn-account-not-allowed",
      ],
    ]);
  });

  it("give a reason for each", () => {
    const known = new Set([...CHECKS, ...SERVICE_CHECKS].map(({ code }) => code));
    for (const [code, reason] of UNCONFIRMED) {
      expect(known.has(code)).toBe(true);
      expect(reason.length).toBeGreaterThan(20);
    }
  });
});

describe("an action that AWS does not publish", () => {
  async function invalidActions(source: string) {
    const { findings } = validatePolicy({ source, type: "identity", facts: await serviceFacts([source]) });
    const invalid = findings.filter(({ issueCode }) => issueCode === "INVALID_ACTION");
    return invalid.map(({ findingDetails }) => findingDetails);
  }

  it.each(["AmazonRoute53RecoveryControlConfigReadOnlyAccess", "SecurityAgentWebAppAPIPolicy"])(
    "is no error where AWS names it: %s",
    async (name) => {
      expect(await invalidActions(managedPolicy(name)?.document ?? "")).toEqual([]);
    },
  );

  it("may be named in part, and whatever its case", async () => {
    const Action = [
      "SecurityAgent:batchgettasks",
      "sagemaker-unified-studio-mcp:Call*",
      "sagemaker-unified-studio-mcp:InvokeMcp",
    ];
    expect(await invalidActions(JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] }))).toEqual(
      [],
    );
  });

  it("is an error where AWS says so of its own policy, or where it is another", async () => {
    const hsm = await invalidActions(managedPolicy("RDSCloudHsmAuthorizationRole")?.document ?? "");
    expect(hsm).toContain("The action cloudhsm:CreateLunaClient does not exist.");
    const Action = ["securityagent:StopTask*", "securityagent:BatchGetTask"];
    expect(
      await invalidActions(JSON.stringify({ Statement: [{ Effect: "Allow", Action, Resource: "*" }] })),
    ).toHaveLength(2);
  });
});
