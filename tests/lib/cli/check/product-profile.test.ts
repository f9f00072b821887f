import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { evaluateRead, policyTexts, readSubmitted } from "#lib/policies/rules/evaluate-documents.ts";
import { profileJson } from "#lib/policies/rules/profile-json.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { workspace } from "./workspace.ts";

const place = workspace();
const DEFINITION = { ...STANDARD_PROFILE.definition, account: "444455556666", trustedPrincipals: ["777788889999"] };

const TEMPLATE = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { AWS: ["444455556666", "777788889999", "123456789012"] }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: admin
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: Roles
                Effect: Allow
                Action: ["iam:*", "s3:GetObjekt"]
                Resource: "*"
`;

/** What the product stores. */
async function inProduct(): Promise<string[]> {
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const read = readSubmitted([{ name: "t.yaml", sha256: "", text: TEMPLATE }], DEFINITION);
  const results = evaluateRead(read, DEFINITION, { facts: await serviceFacts(policyTexts(read)), hash });
  return resultsByPlace(results).map(({ fingerprint, blocking }) => `${blocking} ${fingerprint}`);
}

describe("a profile of the product", () => {
  it("makes the command find what the review finds, under the same fingerprints", async () => {
    place.write({ "t.yaml": TEMPLATE, "profile.json": profileJson("Standard", DEFINITION) });
    const report = await place.check("t.yaml", "--profile", "profile.json");
    expect(report.account).toEqual({ id: "444455556666", given: true });
    const found = report.findings.map(({ fingerprint, level }) => `${level === "blocking"} ${fingerprint}`);
    expect(found.toSorted()).toEqual((await inProduct()).toSorted());
    expect(report.findings.filter(({ rule }) => rule === "EXTERNAL_PRINCIPAL")).toHaveLength(1);
  });

  it("gives way to the account of the call", async () => {
    place.write({ "t.yaml": TEMPLATE, "profile.json": profileJson("Standard", DEFINITION) });
    const report = await place.check("t.yaml", "--profile", "profile.json", "--account", "123456789012");
    expect(report.account.id).toBe("123456789012");
  });
});
