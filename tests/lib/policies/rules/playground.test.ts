import { describe, expect, it } from "vitest";
import { judge } from "#lib/policies/rules/playground.ts";
import { definitionOf, formOf, linesOf } from "#lib/policies/rules/profile-form.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const ASKED = { policy: READ_ONE_BUCKET, reference: "", sensitiveActions: "", publicAccess: true };

describe("the playground", () => {
  it("says nothing about nothing", () => {
    expect(judge({ ...ASKED, policy: " " })).toBeNull();
  });

  it("judges against listed actions", () => {
    expect(judge({ ...ASKED, sensitiveActions: "iam:PassRole, s3:PutObject" })).toMatchObject({ verdict: "pass" });
    expect(judge({ ...ASKED, policy: ESCALATES, sensitiveActions: "iam:PassRole" })).toMatchObject({ verdict: "fail" });
  });

  it("judges against a reference policy", () => {
    expect(judge({ ...ASKED, reference: READ_ONE_BUCKET })).toMatchObject({ verdict: "pass" });
    expect(judge({ ...ASKED, policy: ESCALATES, reference: READ_ONE_BUCKET })).toMatchObject({ verdict: "fail" });
  });

  it("validates, and says which codes it cannot look for", () => {
    const judgement = judge({ ...ASKED, policy: READ_ONE_BUCKET.replace("2012-10-17", "2013-10-17") });
    const validation = judgement?.ok ? judgement.results.find(({ check }) => check === "validation") : undefined;
    expect(validation).toMatchObject({ verdict: "fail", reasons: [{ rule: "INVALID_VERSION" }] });
    expect(judgement).toMatchObject({ leftOut: expect.arrayContaining(["INVALID_ACTION"]) });
  });

  it("says of AWS's managed policies that they are not loaded, and of others that nobody knows them", () => {
    const attaching = (arn: string) => {
      const Properties = { AssumeRolePolicyDocument: TRUST, ManagedPolicyArns: [arn] };
      const policy = JSON.stringify({ Resources: { Role: { Type: "AWS::IAM::Role", Properties } } });
      const judgement = judge({ ...ASKED, policy });
      return judgement?.ok ? judgement.results.find(({ verdict }) => verdict === "incomplete")?.reasons[0] : undefined;
    };
    const reader = attaching("arn:aws:iam::aws:policy/ReadOnlyAccess");
    expect(reader?.description).toContain("ReadOnlyAccess is attached, and its text is not loaded into the browser");
    expect(reader?.remedy).toContain("Submit it with a review");
    const own = attaching("arn:aws:iam::111122223333:policy/app");
    expect(own?.description).toContain("policy/app is attached, and its text is not known");
    expect(own?.remedy).toContain("added to the check");
  });

  it("says where a policy or a reference is broken", () => {
    expect(judge({ ...ASKED, policy: '{\n"Statement": [}' })).toMatchObject({
      ok: false,
      about: "policy",
      problems: [{ line: 2 }],
    });
    expect(judge({ ...ASKED, reference: "{" })).toMatchObject({ ok: false, about: "reference" });
  });

  it("S46 judges no more than 256 KB", () => {
    const long = READ_ONE_BUCKET + " ".repeat(256 * 1024);
    const refused = (about: string) => ({ ok: false, about, problems: [{ message: expect.stringMatching(/256 KB/) }] });
    expect(judge({ ...ASKED, policy: long })).toMatchObject(refused("policy"));
    expect(judge({ ...ASKED, reference: long })).toMatchObject(refused("reference"));
    expect(judge({ ...ASKED, sensitiveActions: "s3:* ".repeat(60_000) })).toMatchObject(refused("policy"));
    expect(judge({ ...ASKED, policy: READ_ONE_BUCKET + " ".repeat(250_000) })).toMatchObject({ ok: true });
  });

  it("refuses each action that cannot be read, and says nothing of the policy", () => {
    expect(judge({ ...ASKED, sensitiveActions: "notanaction, s3:GetObject iam:é" })).toEqual({
      ok: false,
      about: "sensitiveActions",
      problems: [
        { path: [], message: '"notanaction" is neither * nor service:action.' },
        { path: [], message: '"iam:é" contains a character that is not allowed in an action.' },
      ],
    });
  });
});

describe("the form of a profile", () => {
  it("gives the definition back that it was made from", () => {
    const profile = { name: "Standard", description: "", tiers: [] };
    expect(definitionOf(formOf(profile, STANDARD_PROFILE.definition))).toEqual(STANDARD_PROFILE.definition);
  });

  it("reads lists one a line or with commas, each item once, and drops references left empty", () => {
    expect(linesOf(" iam:PassRole\n\niam:CreateUser, iam:PassRole ")).toEqual(["iam:PassRole", "iam:CreateUser"]);
    const form = {
      ...formOf({ name: "A", description: "", tiers: [] }, STANDARD_PROFILE.definition),
      identity: ["", " "],
    };
    expect(definitionOf(form).references.identity).toEqual([]);
  });
});
