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
