import { describe, expect, it } from "vitest";
import { completeDefinition, type ProfileDefinition } from "#lib/checks/profile.ts";
import { overallVerdict } from "#lib/checks/verdict.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const EMPTY: ProfileDefinition = {
  references: { identity: [], resource: [] },
  sensitive: [],
  publicAccess: false,
  acceptedManagedPolicies: [],
  validation: { block: [] },
  credentials: false,
  account: null,
  trustedPrincipals: [],
  analyzer: "engine",
};

function evaluate(text: string, definition: ProfileDefinition = STANDARD_PROFILE.definition, name = "file") {
  return evaluateDocuments([{ name, sha256: "0".repeat(64), text }], definition);
}

const TEMPLATE = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      ManagedPolicyArns:
        - arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: Export
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Effect: Allow
                Action: s3:GetObject
                Resource: arn:aws:s3:::reports/*
`;

describe("evaluateDocuments", () => {
  it("passes a narrow policy, and says what was read and asked", () => {
    const results = evaluate(READ_ONE_BUCKET);
    expect(results.map(({ check, verdict }) => [check, verdict])).toEqual([
      ["readable", "pass"],
      ["access_not_granted", "pass"],
      ["access_not_granted", "pass"],
      ["access_not_granted", "pass"],
      ["credentials", "pass"],
      ["validation", "pass"],
      ["credentials", "pass"],
    ]);
    expect(results[0]?.message).toBe("1 policy was found and read.");
    expect(results.every(({ blocking }) => !blocking)).toBe(true);
  });

  it("fails a policy that escalates, with the statement's place in the text and a witness in words", () => {
    const failed = evaluate(ESCALATES).filter(
      ({ verdict, check }) => verdict === "fail" && check === "access_not_granted",
    );
    expect(failed.map(({ message }) => message.split(":")[0])).toEqual([
      "Privilege escalation",
      "Passing of sensitive roles",
    ]);
    for (const { message, reasons, blocking } of failed) {
      expect(blocking).toBe(true);
      expect(reasons).toHaveLength(1);
      const [reason] = reasons;
      const lines = ESCALATES.split("\n");
      expect(lines[(reason?.span?.start.line ?? 0) - 1]?.trim()).toBe("{");
      expect(lines[reason?.span?.start.line ?? 0]).toContain('"Sid": "Roles"');
      expect(reason?.sentence).toContain("iam:");
      expect(reason?.rule).toBe(message.split(":")[0]);
    }
  });

  it("reads a template: kind, logical id and name of each policy, and accepts a managed policy of the profile", () => {
    const results = evaluate(TEMPLATE);
    expect(overallVerdict(results.map(({ verdict }) => verdict))).toBe("pass");
    const places = new Set(
      results.map(({ logicalId, policyName, policyKind }) => [logicalId, policyName, policyKind].join(" ")),
    );
    expect(places).toContain("Role Export identity");
    expect(results.some((result) => result.policyKind === "trust" && result.check === "no_public_access")).toBe(true);
  });

  it("does not pass a managed policy whose text is not there", () => {
    const results = evaluate(TEMPLATE.replace("service-role/AWSLambdaBasicExecutionRole", "PowerUserAccess"));
    const [attached] = results.filter(({ verdict }) => verdict !== "pass");
    expect(attached).toMatchObject({ check: "readable", verdict: "incomplete", blocking: true, logicalId: "Role" });
    expect(attached?.message).toContain("PowerUserAccess is attached");
    expect(attached?.message).toContain("line 7");
    expect(results.some(({ check, verdict }) => check === "readable" && verdict === "pass")).toBe(false);
  });

  it("judges an attached AdministratorAccess like a policy that is written out, unless the profile accepts it", () => {
    const text = TEMPLATE.replace("service-role/AWSLambdaBasicExecutionRole", "AdministratorAccess");
    const failed = evaluate(text).filter(({ verdict }) => verdict === "fail");
    expect(new Set(failed.map(({ logicalId, policyName }) => `${logicalId} ${policyName}`))).toEqual(
      new Set(["Role AdministratorAccess"]),
    );
    const accepted = ["arn:aws:iam::aws:policy/AdministratorAccess"];
    const results = evaluate(text, { ...STANDARD_PROFILE.definition, acceptedManagedPolicies: accepted });
    expect(overallVerdict(results.map(({ verdict }) => verdict))).toBe("pass");
  });

  it("lists a part that cannot be resolved as incomplete, with path and line, and still checks the rest", () => {
    const text = TEMPLATE.replace("arn:aws:s3:::reports/*", "!ImportValue BucketArn");
    const results = evaluate(text);
    const unknown = results.filter(({ verdict }) => verdict === "incomplete");
    expect(unknown).toHaveLength(1);
    expect(unknown[0]?.message).toMatch(/Resources\.Role\..*line \d+/);
    expect(unknown[0]?.blocking).toBe(true);
    expect(results.some(({ policyKind, verdict }) => policyKind === "trust" && verdict === "pass")).toBe(true);
  });

  it("says that a document without policies holds none", () => {
    const results = evaluate("Resources:\n  Topic:\n    Type: AWS::SNS::Topic\n");
    expect(results.map(({ check }) => check)).toEqual(["readable", "credentials"]);
    expect(results[0]).toMatchObject({ check: "readable", verdict: "pass", logicalId: "" });
    expect(results[0]?.message).toContain("No policies found");
  });

  it("answers error for a document that cannot be read, with the line", () => {
    const results = evaluate('{\n  "Version": "2012-10-17",\n  "Statement": [}\n');
    expect(results.map(({ check, verdict, blocking }) => [check, verdict, blocking])).toEqual([
      ["readable", "error", true],
      ["credentials", "pass", false],
    ]);
    expect(results[0]?.message).toContain("line 3");
  });

  it("answers error for a malformed policy inside a template", () => {
    const results = evaluate(
      TEMPLATE.replace("Effect: Allow\n                Action: s3", "Effect: Permit\n                Action: s3"),
    );
    const broken = results.filter(({ verdict }) => verdict === "error");
    expect(broken.length).toBeGreaterThan(0);
    expect(broken[0]?.message).toContain("malformed");
    expect(broken[0]?.message).toMatch(/[^.], line \d+\.$/);
    expect(broken[0]?.logicalId).toBe("Role");
  });

  it("holds identity policies to the references of the profile, all of them as one", () => {
    const reference = (resource: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: { Effect: "Allow", Action: "s3:Get*", Resource: resource } });
    const definition = {
      ...EMPTY,
      references: { identity: [reference("arn:aws:s3:::logs/*"), reference("arn:aws:s3:::reports/*")], resource: [] },
    };
    const within = evaluate(READ_ONE_BUCKET, definition).filter(({ check }) => check === "no_new_access");
    expect(within.map(({ verdict }) => verdict)).toEqual(["pass"]);
    const beyond = evaluate(READ_ONE_BUCKET.replace("reports", "payroll"), definition);
    expect(beyond.find(({ check }) => check === "no_new_access")?.verdict).toBe("fail");
  });

  it("answers error, not pass, when a reference cannot be read", () => {
    const definition = { ...EMPTY, references: { identity: ["{"], resource: [] } };
    const [, reference] = evaluate(READ_ONE_BUCKET, definition);
    expect(reference).toMatchObject({ check: "no_new_access", verdict: "error", blocking: true });
  });

  it("finds public access of a plain resource policy whose type is not known", () => {
    const policy = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::site/*" }],
    });
    const answer = evaluate(policy).find(({ check }) => check === "no_public_access");
    expect(answer).toMatchObject({ verdict: "fail", policyKind: "resource", blocking: true });
  });

  it("asks lists over 100 items in parts, and one hit in any part fails", () => {
    const actions = [...Array.from({ length: 120 }, (_, n) => `ec2:Action${n}`), "s3:GetObject"];
    const long = { ...EMPTY, sensitive: [{ name: "Long list", actions, resources: [] }] };
    const result = evaluate(READ_ONE_BUCKET, long).find(({ check }) => check === "access_not_granted");
    expect(result).toMatchObject({ verdict: "fail", reasons: [{ statementIndex: 0, rule: "Long list" }] });
    const missing = { ...EMPTY, sensitive: [{ name: "Long list", actions: actions.slice(0, 120), resources: [] }] };
    expect(evaluate(READ_ONE_BUCKET, missing).every(({ verdict }) => verdict === "pass")).toBe(true);
  });

  const trusting = (principal: string) => TEMPLATE.replace("{ Service: lambda.amazonaws.com }", principal);

  it("fails what only one branch of a template grants, in one result that names the branch", () => {
    const statement = '{ Effect: Allow, Action: "*", Resource: "*" }';
    const open = `${TEMPLATE}              - !If [IsProd, ${statement}, !Ref "AWS::NoValue"]\n`;
    const text = `Parameters: { Env: { Type: String, Default: dev } }\nConditions: { IsProd: !Equals [!Ref Env, prod] }\n${open}`;
    const failed = evaluate(text).filter(({ verdict }) => verdict === "fail");
    expect(new Set(failed.map(({ check }) => check))).toEqual(
      new Set(["access_not_granted", "validation", "credentials"]),
    );
    expect(failed.filter(({ check }) => check === "access_not_granted")).toHaveLength(3);
    for (const { policyName, blocking, reasons } of failed) {
      expect([policyName, blocking]).toEqual(["Export", true]);
      expect(reasons[0]?.description).toMatch(/^Where IsProd is true: /);
    }
  });

  it("fails a trust policy that lets in another account, and none of the own account or that the profile trusts", () => {
    const external = (text: string, definition = STANDARD_PROFILE.definition) =>
      evaluate(text, definition).find(({ check }) => check === "external_access");
    const other = trusting("{ AWS: arn:aws:iam::444455556666:role/deploy }");
    expect(external(other)).toMatchObject({
      verdict: "fail",
      blocking: true,
      policyKind: "trust",
      reasons: [{ rule: "EXTERNAL_PRINCIPAL" }],
    });
    expect(external(other)?.reasons[0]?.sentence).toContain("444455556666");
    expect(external(trusting("{ AWS: arn:aws:iam::111122223333:root }"))?.verdict).toBe("pass");
    const own = { ...STANDARD_PROFILE.definition, account: "444455556666" };
    expect(external(other, own)?.verdict).toBe("pass");
    expect(external(other, { ...STANDARD_PROFILE.definition, trustedPrincipals: ["444455556666"] })?.verdict).toBe(
      "pass",
    );
  });

  it("says once that a trust policy is public", () => {
    const open = evaluate(trusting("'*'"), STANDARD_PROFILE.definition).filter(
      ({ check, policyKind, verdict }) => policyKind === "trust" && verdict === "fail" && check !== "validation",
    );
    expect(open.map(({ check }) => check)).toEqual(["no_public_access"]);
  });

  it("blocks on the levels of validation that the profile names, and says the rest", () => {
    const old = TEMPLATE.replaceAll('Version: "2012-10-17"', 'Version: "2008-10-17"').replace(
      "Effect: Allow\n                Action: s3:GetObject",
      'Effect: Allow\n                Action: [s3:GetObject, "s3:GetObject"]',
    );
    const validation = (block: ProfileDefinition["validation"]["block"]) =>
      evaluate(old, { ...EMPTY, validation: { block } }).find(
        ({ check, policyKind }) => check === "validation" && policyKind === "identity",
      );
    const said = validation([]);
    expect(said).toMatchObject({ verdict: "pass", blocking: false });
    expect(said?.reasons.map(({ rule, level }) => [rule, level])).toContainEqual(["REDUNDANT_ACTION", "suggestion"]);
    const blocked = validation(["SUGGESTION"]);
    expect(blocked).toMatchObject({ verdict: "fail", blocking: true });
    expect(blocked?.reasons.find(({ rule }) => rule === "REDUNDANT_ACTION")?.level).toBeUndefined();
  });

  it("still does not pass a malformed policy of a profile on which nothing of validation blocks", () => {
    const text = TEMPLATE.replace("Action: s3:GetObject", "Action: 7");
    expect(evaluate(text, EMPTY).some(({ verdict }) => verdict === "error")).toBe(true);
  });

  it("finds users, keys and key minting only where the profile asks for it", () => {
    const text = `Resources:\n  User:\n    Type: AWS::IAM::AccessKey\n    Properties:\n      UserName: ci\n`;
    const keys = evaluate(text).find(({ check }) => check === "credentials");
    const message = "1 result about access keys.";
    expect(keys).toMatchObject({ verdict: "fail", message, reasons: [{ rule: "CRED-1" }] });
    expect(keys?.reasons[0]?.remedy).toContain("OIDC");
    expect(evaluate(text, EMPTY).some(({ check }) => check === "credentials")).toBe(false);
  });

  it("reads a definition that was stored before it knew of validation, keys and accounts", () => {
    const { validation, credentials, account, trustedPrincipals, ...old } = STANDARD_PROFILE.definition;
    expect(completeDefinition(old)).toEqual({ ...old, validation, credentials, account, trustedPrincipals });
    expect(validation.block).toEqual(["ERROR", "SECURITY_WARNING"]);
  });
});
