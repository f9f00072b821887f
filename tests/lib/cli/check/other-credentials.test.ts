import { describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";
import { workspace } from "./workspace.ts";

const place = workspace();
const { commit } = gitIn(() => place.folder);

const policy = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "ses:SendRawEmail", Resource: "*" }] };
const template = ({ user = {}, key = "ses-smtp", output = {} } = {}) => ({
  Resources: {
    Mail: {
      Type: "AWS::IAM::User",
      Properties: { UserName: "ses-smtp", Policies: [{ PolicyName: "mail", PolicyDocument: policy }], ...user },
    },
    Key: { Type: "AWS::IAM::AccessKey", Properties: { UserName: key } },
  },
  Outputs: { Secret: { Value: { "Fn::GetAtt": ["Key", "SecretAccessKey"] }, ...output } },
});
const workflow = (name: string) =>
  `jobs:\n  a:\n    steps:\n      - uses: aws-actions/configure-aws-credentials@v4\n        with:\n          aws-access-key-id: \${{ secrets.${name} }}\n`;
const plan = (user: string, id: string | null) => ({
  format_version: "1.2",
  planned_values: {},
  resource_changes: [
    {
      address: "aws_iam_access_key.mail",
      mode: "managed",
      type: "aws_iam_access_key",
      name: "mail",
      change: { actions: ["create"], before: null, after: { user, id }, after_unknown: {} },
    },
  ],
});

/** The rules about credentials that are new since what was committed. */
async function news(before: Record<string, string | object>, after: Record<string, string | object>) {
  place.write(before);
  commit();
  place.write(after);
  const { findings } = await place.check(".", "--against", "HEAD", "--gate", "new");
  return findings.filter(({ rule, state }) => rule.startsWith("CRED-") && state === "new").map(({ rule }) => rule);
}

describe("credentials that were there are others", () => {
  it.each([
    ["where the user is another", { user: { UserName: "breakglass" } }, ["CRED-2"]],
    ["where the user gets a password", { user: { LoginProfile: { Password: { Ref: "P" } } } }, ["CRED-2"]],
    ["where the key is another user's", { key: "org-admin" }, ["CRED-1"]],
    ["where the output goes to other stacks", { output: { Export: { Name: "secret" } } }, ["CRED-3"]],
    ["and not where words about them change", { output: { Description: "The secret" } }, []],
    ["and not where nothing changes", {}, []],
  ])("%s", async (_, change, rules) => {
    expect(await news({ "t.json": template() }, { "t.json": template(change) })).toEqual(rules);
  });

  it.each([
    ["where a pipeline signs in with another key", workflow("ADMIN"), ["CRED-6"]],
    ["and not where a comment comes to the pipeline", `# deploys\n${workflow("DEV")}`, []],
  ])("%s", async (_, after, rules) => {
    const file = ".github/workflows/w.yml";
    expect(await news({ [file]: workflow("DEV") }, { [file]: after })).toEqual(rules);
  });

  it.each([
    ["where a plan gives the key to another user", plan("org-admin", null), ["CRED-1"]],
    ["and not where the plan is one after it was deployed", plan("mail", "made"), []],
  ])("%s", async (_, after, rules) => {
    expect(await news({ "plan.json": plan("mail", null) }, { "plan.json": after })).toEqual(rules);
  });
});
