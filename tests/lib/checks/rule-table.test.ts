import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { DEFAULT_PROFILE } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { ruleOf } from "#lib/checks/rule-table.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { KEY_ID, SECRET } from "./credentials/fake-keys.ts";

const policy = (statement: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", ...statement }],
});

const TEMPLATE = JSON.stringify(
  {
    Description: `made with ${KEY_ID} ${SECRET}`,
    Resources: {
      Trusts: {
        Type: "AWS::IAM::Role",
        Properties: {
          AssumeRolePolicyDocument: policy({
            Principal: { Federated: "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com" },
            Action: "sts:AssumeRoleWithWebIdentity",
          }),
          Policies: [{ PolicyName: "mints", PolicyDocument: policy({ Action: "iam:CreateUser", Resource: "*" }) }],
        },
      },
      Database: { Type: "AWS::RDS::DBInstance", Properties: { MasterUserPassword: "correct horse battery" } },
    },
    Outputs: { Shown: { Value: { "Fn::GetAtt": ["Key", "SecretAccessKey"] } } },
  },
  null,
  1,
);
const PROVIDER = `provider "aws" {\n  secret_key = "hush-hush"\n}\n`;

function remediesIn(text: string, name: string): Map<string, string> {
  const reading = readTemplate(text, { fileName: name });
  const results = judgeDocument({ name, text, reading }, readProfile(DEFAULT_PROFILE), { hash: (words) => words });
  return new Map(results.flatMap(({ reasons }) => reasons.map(({ rule, remedy = "" }) => [rule, remedy])));
}

describe("the rule of a finding about keys", () => {
  it.each(["CRED-3", "CRED-4", "CRED-5", "CRED-7", "CRED-8", "CRED-9", "PLAIN_SECRET"])(
    "says of %s what the finding says to do",
    (rule) => {
      const found = new Map([...remediesIn(TEMPLATE, "template.json"), ...remediesIn(PROVIDER, "main.tf")]);
      expect(found.get(rule)).toContain(ruleOf(rule).remedy);
    },
  );
});
