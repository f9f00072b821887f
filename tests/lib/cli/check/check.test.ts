import { symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
import { Invalid } from "#lib/errors.ts";
import { outline, READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();

const REFERENCE = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "dynamodb:GetItem", Resource: "*" }],
};
const ADMIN = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }] };
const SERVERLESS = `service: app
provider:
  # The account is that of the pipeline.
  name: aws
  iamRoleStatements: [{Effect: Allow, Action: "*", Resource: "*"}]
`;
const CROSSPLANE = `apiVersion: iam.aws.upbound.io/v1beta1
kind: RolePolicyAttachment
spec: {forProvider: {role: app, policyArn: "arn:aws:iam::aws:policy/AdministratorAccess"}}
`;
const ACK = `apiVersion: iam.services.k8s.aws/v1alpha1
kind: Role
spec: {name: app, policies: ["arn:aws:iam::aws:policy/AdministratorAccess"]}
`;
const DELETES = ["Effect: Allow", "Action: dynamodb:Delete*", "Resource: arn:aws:dynamodb:*:*:table/orders"];

describe("guardians check", () => {
  it("passes a policy within its reference, and says what it read and assumed", async () => {
    place.write({ "role.yaml": roleTemplate(READ_ORDERS), "reference.json": REFERENCE });
    const { text, exitCode } = await place.text("role.yaml", "--reference", "reference.json");
    expect(exitCode).toBe(0);
    expect(text).toBe(
      [
        "Passed: nothing found.",
        "2 policies in 1 file: 1 identity, 1 trust, 0 resource.",
        "Your own account is assumed to be 111122223333. Pass --account ID to treat all others as external.",
      ].join("\n"),
    );
  });

  it("says of a file whose name is not UTF-8 that it has to be renamed", async () => {
    const name = Buffer.concat([Buffer.from(`${place.folder}/`), Buffer.from([0xe9]), Buffer.from(".json")]);
    writeFileSync(name, "{}");
    const { findings } = await place.check(".");
    expect(findings[0]?.message).toBe("The file name is not UTF-8. Rename the file.");
    expect((await place.check("gone.json")).findings[0]?.message).toMatch(/^The file does not exist\./);
  });

  it("fails what only one branch of a template grants, and names the branch", async () => {
    place.write({
      "role.yaml": [
        "Parameters: { Env: { Type: String, Default: dev } }",
        "Conditions: { IsProd: !Equals [!Ref Env, prod] }",
        roleTemplate(['Fn::If: [IsProd, { Effect: Allow, Action: "*", Resource: "*" }, !Ref AWS::NoValue]']),
      ].join("\n"),
      "actions.json": { actions: ["iam:*"] },
    });
    const report = await place.check("role.yaml", "--sensitive-actions", "actions.json");
    expect(report.exitCode).toBe(2);
    const sensitive = report.findings.find(({ rule }) => rule === "SENSITIVE_ACCESS");
    expect(sensitive).toMatchObject({ level: "blocking", line: 19, resource: "AppRole", policyName: "app" });
    expect(sensitive?.message).toContain("Where IsProd is true: One or more of the listed actions");
    expect((await place.text("role.yaml", "--sensitive-actions", "actions.json")).text).toContain("IsProd is true");
  });

  it("fails both checks at the line of the statement, with the reason and a request", async () => {
    place.write({
      "role.yaml": roleTemplate(DELETES),
      "reference.json": REFERENCE,
      "actions.json": { actions: ["dynamodb:DeleteTable"] },
    });
    const args = ["role.yaml", "--reference", "reference.json", "--sensitive-actions", "actions.json"];
    const report = await place.check(...args);
    expect(report.exitCode).toBe(2);
    expect(report.findings).toMatchObject([
      {
        rule: "NEW_ACCESS",
        message: expect.stringContaining("New access in the statement with index: 0."),
        example: expect.stringMatching(/^For example, anyone with this policy could call dynamodb:Delete/),
      },
      {
        rule: "SENSITIVE_ACCESS",
        level: "blocking",
        file: "role.yaml",
        line: 17,
        column: 17,
        endLine: 19,
        resource: "AppRole",
        policyName: "app",
        policyKind: "identity",
        statementIndex: 0,
        message: expect.stringContaining("One or more of the listed actions in the statement with index: 0."),
        witness: { action: "dynamodb:DeleteTable" },
      },
    ]);
    const { text } = await place.text(...args);
    expect(text).toContain("role.yaml:17:17  blocking  Access that no policy may grant (SENSITIVE_ACCESS)");
    expect(text).toContain("    17 |               - Effect: Allow");
    expect(text).toContain("  What to do: Narrow the statement");
    expect(text).toContain("Blocked: 2 blocking findings.");
  });

  it("reads a whole profile from one file, and takes what the arguments add", async () => {
    place.write({
      "role.yaml": roleTemplate(DELETES),
      "profile.json": { name: "standard", references: { identity: [REFERENCE] }, sensitiveActions: ["iam:*"] },
      "resources.json": ["arn:aws:dynamodb:*:*:table/orders"],
    });
    const report = await place.check(
      "role.yaml",
      "--profile",
      "profile.json",
      "--sensitive-resources",
      "resources.json",
    );
    expect(report.profile).toBe("standard");
    expect(outline(report)).toEqual(["NEW_ACCESS blocking 17", "SENSITIVE_ACCESS blocking 17"]);
  });

  it("uses the values of --parameters in the forms of AWS's tools", async () => {
    const template = `Parameters:\n  Table:\n    Type: String\n${roleTemplate([
      "Effect: Allow",
      "Action: dynamodb:GetItem",
      `Resource: !Sub arn:aws:dynamodb:us-east-1:111122223333:table/\${Table}`,
    ])}`;
    place.write({
      "role.yaml": template,
      "a.json": { Table: "orders" },
      "b.json": { Parameters: { Table: "orders" } },
      "c.json": [{ ParameterKey: "Table", ParameterValue: "orders" }],
    });
    const without = await place.check("role.yaml");
    expect(without.exitCode).toBe(3);
    expect(outline(without)).toEqual(["INCOMPLETE_POLICY incomplete 22"]);
    for (const file of ["a.json", "b.json", "c.json"]) {
      expect(await place.check("role.yaml", "--parameters", file)).toMatchObject({ exitCode: 0, findings: [] });
    }
  });

  it("says which defaults of parameters decide, also that something is not open or what is attached", async () => {
    place.write({
      "template.yaml": [
        "Parameters:",
        "  Acl: {Type: String, Default: Private}",
        "  Arn: {Type: String, Default: arn:aws:iam::aws:policy/ReadOnlyAccess}",
        "Resources:",
        "  Bucket: {Type: AWS::S3::Bucket, Properties: {AccessControl: !Ref Acl}}",
        "  Group: {Type: AWS::IAM::Group, Properties: {ManagedPolicyArns: [!Ref Arn]}}",
        "",
      ].join("\n"),
      "values.json": { Acl: "PublicRead" },
    });
    const names = (report: Report) => report.assumptions.map(({ name }) => name);
    const report = await place.check("template.yaml");
    expect(names(report)).toEqual(["Arn", "Acl"]);
    const given = await place.check("template.yaml", "--parameters", "values.json");
    expect([names(given), outline(given)[0]]).toEqual([["Arn"], "PUBLIC_ACCESS blocking 5"]);
  });

  it("takes the account of --parameters for the own one", async () => {
    place.write({
      "template.yaml": roleTemplate(READ_ORDERS, `AWS: [!Sub "arn:aws:iam::\${AWS::AccountId}:root"]`),
      "outside.yaml": roleTemplate(READ_ORDERS, "AWS: arn:aws:iam::111122223333:root"),
      "parameters.json": { "AWS::AccountId": "333344445555" },
      "profile.json": { name: "ours", account: "333344445555" },
      "word.json": { "AWS::AccountId": "ours" },
    });
    const by = ["--parameters", "parameters.json"];
    const own = await place.check("template.yaml", ...by);
    expect(own).toMatchObject({ exitCode: 0, findings: [], account: { id: "333344445555", given: true } });
    expect(outline(await place.check("outside.yaml", ...by))).toEqual(["EXTERNAL_PRINCIPAL blocking 8"]);
    for (const same of [
      ["--account", "333344445555"],
      ["--profile", "profile.json"],
    ]) {
      expect(await place.check("template.yaml", ...by, ...same)).toMatchObject({ exitCode: 0, findings: [] });
    }
    await expect(place.check("template.yaml", ...by, "--account", "111122223333")).rejects.toThrow(
      "parameters.json: AWS::AccountId is 333344445555, but --account says 111122223333. Use one of them.",
    );
    place.write({ "profile.json": { name: "ours", account: "111122223333" } });
    await expect(place.check("template.yaml", ...by, "--profile", "profile.json")).rejects.toThrow(
      "parameters.json: AWS::AccountId is 333344445555, but profile.json says 111122223333. Use one of them.",
    );
    await expect(place.check("template.yaml", "--parameters", "word.json")).rejects.toThrow(
      "word.json: AWS::AccountId “ours” is not an account ID: it must have 12 digits.",
    );
  });

  it("blocks a trust policy for everyone and for another account, and lets in what is allowed", async () => {
    place.write({
      "everyone.yaml": roleTemplate(READ_ORDERS, 'AWS: "*"'),
      "other.yaml": roleTemplate(READ_ORDERS, "AWS: arn:aws:iam::444455556666:root"),
      "own.yaml": roleTemplate(READ_ORDERS, `AWS: !Sub arn:aws:iam::\${AWS::AccountId}:root`),
    });
    const found = async (...args: string[]) => outline(await place.check(...args));
    expect(await found("everyone.yaml")).toEqual(["PUBLIC_ACCESS blocking 8"]);
    expect(await found("other.yaml")).toEqual(["EXTERNAL_PRINCIPAL blocking 8"]);
    expect(await found("own.yaml")).toEqual([]);
    expect(await found("own.yaml", "--account", "444455556666")).toEqual([]);
    expect(await found("other.yaml", "--account", "444455556666")).toEqual([]);
    expect(await found("other.yaml", "--allow-external-principals", "444455556666,777788889999")).toEqual([]);
  });
});

it("does not block a role for a provider that the account has registered, and says so", async () => {
  const provider = (account: string) =>
    `Federated: arn:aws:iam::${account}:oidc-provider/token.actions.githubusercontent.com`;
  const pinned = (account: string) =>
    roleTemplate(READ_ORDERS, provider(account)).replace(
      "            Action: sts:AssumeRole\n",
      [
        "            Action: sts:AssumeRoleWithWebIdentity",
        "            Condition:",
        "              StringEquals:",
        '                "token.actions.githubusercontent.com:aud": sts.amazonaws.com',
        '                "token.actions.githubusercontent.com:sub": repo:octo/app:ref:refs/heads/main',
        "",
      ].join("\n"),
    );
  place.write({ "own.yaml": pinned("111122223333"), "other.yaml": pinned("444455556666") });
  place.write({
    "open.yaml": roleTemplate(READ_ORDERS, provider("111122223333")).replace(
      "sts:AssumeRole",
      "sts:AssumeRoleWithWebIdentity",
    ),
  });
  const own = await place.check("own.yaml", "--fail-on", "incomplete");
  expect(own.exitCode).toBe(0);
  expect(outline(own)).toEqual(["EXTERNAL_PRINCIPAL suggestion 8"]);
  expect(outline(await place.check("other.yaml"))).toEqual(["EXTERNAL_PRINCIPAL blocking 8"]);
  expect(outline(await place.check("open.yaml"))).toContain("CRED-9 blocking 8");
});

describe("attached policies", () => {
  const attached = (arn: string) =>
    roleTemplate(READ_ORDERS).replace("      Policies:", `      ManagedPolicyArns: [${arn}]\n      Policies:`);

  it("are not evaluated where nobody knows their text, unless the profile accepts them", async () => {
    const arn = "arn:aws:iam::111122223333:policy/Shared";
    place.write({
      "role.yaml": attached(arn),
      "profile.json": { acceptedManagedPolicies: [arn] },
    });
    const asked = await place.check("role.yaml");
    expect(asked.exitCode).toBe(3);
    expect(outline(asked)).toEqual(["UNCHECKED_ATTACHMENT incomplete 12"]);
    expect(await place.check("role.yaml", "--profile", "profile.json")).toMatchObject({ exitCode: 0, findings: [] });
  });

  it("are judged by the text that is given for them", async () => {
    place.write({
      "role.yaml": attached("arn:aws:iam::111122223333:policy/team/Shared"),
      "actions.json": ["iam:PassRole"],
      "given/Shared.json": {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "iam:PassRole", Resource: "*" }],
      },
    });
    const given = await place.check("role.yaml", "--managed-policies", "given", "--sensitive-actions", "actions.json");
    expect(outline(given)).toEqual(["SENSITIVE_ACCESS blocking 12"]);
    expect(given.findings[0]).toMatchObject({ resource: "AppRole", policyName: "Shared" });
    await expect(place.check("role.yaml", "--managed-policies", "nowhere")).rejects.toThrow("nowhere");
  });

  it("are AWS's own by name of AWS, whatever file has their name", async () => {
    place.write({
      "role.yaml": attached("arn:aws:iam::aws:policy/AdministratorAccess"),
      "actions.json": ["iam:PassRole"],
      "given/AdministratorAccess.json": {
        Version: "2012-10-17",
        Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }],
      },
    });
    const given = await place.check("role.yaml", "--managed-policies", "given", "--sensitive-actions", "actions.json");
    expect(outline(given)).toContain("SENSITIVE_ACCESS blocking 12");
  });

  it("are judged like a policy that is written out where AWS's text is known", async () => {
    place.write({
      "role.yaml": attached("arn:aws:iam::aws:policy/AdministratorAccess"),
      "actions.json": ["iam:PassRole"],
    });
    const report = await place.check("role.yaml", "--sensitive-actions", "actions.json");
    expect(outline(report)).toEqual(["SENSITIVE_ACCESS blocking 12", "CRED-8 blocking 12"]);
    expect(report.files[0]?.escalations[0]?.paths.length).toBeGreaterThan(20);
    expect(report.policies).toEqual({ identity: 1, trust: 1, resource: 0 });
  });
});

describe("bad input", () => {
  it("says every file it cannot use with its place, and checks the others", async () => {
    place.write({
      "in/good.yaml": roleTemplate(DELETES),
      "in/broken.yaml": "Resources:\n  A: [1\n  B: {",
      "in/twice.json": '{"Statement": [],\n "Statement": []}',
      "in/function.yaml": roleTemplate(["Effect: Allow", "Action: !Nonsense x", 'Resource: "*"']),
      "in/big.json": `{"Resources": {"A": "${"x".repeat(10 * 1024 * 1024)}"}}`,
      "in/latin.json": Buffer.from([0x7b, 0xe9, 0x7d]).toString("latin1"),
      "in/notes.json": { name: "no template" },
      "in/readme.txt": "text",
      "in/node_modules/x/template.json": { Resources: {} },
      "actions.json": ["dynamodb:DeleteTable"],
    });
    symlinkSync("loop.json", path.join(place.folder, "in/loop.json"));
    symlinkSync(".", path.join(place.folder, "in/again"));
    const report = await place.check("in", "--sensitive-actions", "actions.json");
    expect(report.exitCode).toBe(2);
    const byFile = Object.fromEntries(report.findings.map(({ file, rule, message }) => [file, `${rule}: ${message}`]));
    expect(byFile).toMatchObject({
      "in/good.yaml": expect.stringMatching(/^SENSITIVE_ACCESS/),
      "in/broken.yaml": expect.stringMatching(/^UNREADABLE_FILE: Invalid YAML/),
      "in/twice.json": expect.stringMatching(/^UNREADABLE_FILE: .*appears twice/),
      "in/function.yaml": expect.stringMatching(/^INCOMPLETE_POLICY: .*Nonsense/),
      "in/big.json": expect.stringMatching(/^UNREADABLE_FILE: The text is longer than 5 MB/),
      "in/loop.json": "UNREADABLE_FILE: The symbolic link points to itself. Remove it, or point it to a file.",
    });
    expect(report.findings.find(({ file }) => file === "in/twice.json")).toMatchObject({ line: 2, column: 2 });
    const foreign = ["in/latin.json", "in/notes.json"];
    expect(report.passedOver).toEqual({ foreign, otherFiles: 1, folderLinks: 1, excluded: 0 });
  });

  it("is incomplete where only unreadable files were found, and where a named file is something else", async () => {
    place.write({ "notes.json": { name: "x" }, "good.yaml": roleTemplate(READ_ORDERS) });
    for (const path of ["gone.yaml", "notes.json"]) {
      const report = await place.check(path, "good.yaml");
      expect(report.exitCode).toBe(3);
      expect(outline(report)).toEqual(["UNREADABLE_FILE incomplete 1"]);
    }
  });

  it.each<[string, string, string | object, string, number]>([
    ["a list of policies", "policies.json", [ADMIN], "CRED-8 blocking 5", 2],
    ["a wrapped policy", "policy.json", { PolicyDocument: ADMIN }, "CRED-8 blocking 5", 2],
    ["serverless.yml", "serverless.yml", SERVERLESS, "INCOMPLETE_POLICY incomplete 1", 3],
    [
      "serverless.yml with an anchor",
      "serverless.yml",
      `custom: &custom {}\n${SERVERLESS}`,
      "UNREADABLE_FILE incomplete 1",
      3,
    ],
    ["Crossplane", "attach.yaml", CROSSPLANE, "CRED-8 blocking 3", 2],
    ["several resources of ACK", "roles.yaml", `---\n${ACK}---\n${ACK}`, "UNREADABLE_FILE incomplete 5", 3],
  ])("does not pass over %s next to a good file", async (_, name, content, first, exitCode) => {
    place.write({ "role.yaml": roleTemplate(READ_ORDERS), [name]: content });
    const report = await place.check(".");
    expect(outline(report)[0]).toBe(first);
    expect(report).toMatchObject({ exitCode, passedOver: { foreign: [] } });
  });

  it("passes over ordinary files and the files of its own options", async () => {
    place.write({
      "role.yaml": roleTemplate(READ_ORDERS),
      "package.json": { name: "app", dependencies: { effect: "1.0.0" } },
      ".github/workflows/deploy.yml": "on: push\njobs: {a: {runs-on: ubuntu-latest, permissions: {contents: read}}}\n",
      "deployment.yaml": "apiVersion: apps/v1\nkind: Deployment\n---\napiVersion: v1\nkind: Service\n",
      "compose.yaml": "x-base: &base {restart: always}\nservices: {web: {<<: *base, image: nginx}}\n",
      "profile.json": { name: "ours", references: { identity: [ADMIN] } },
    });
    const report = await place.check(".", "--profile", "profile.json");
    expect(report).toMatchObject({ exitCode: 0, findings: [] });
    expect(report.passedOver.foreign).toEqual(["compose.yaml", "deployment.yaml", "package.json", "profile.json"]);
  });

  it("is never silent about having found no policy", async () => {
    place.write({ "a/readme.md": "x", "b/vpc.yaml": "Resources:\n  V:\n    Type: AWS::EC2::VPC\n" });
    const nothing = await place.text("a");
    expect(nothing.exitCode).toBe(3);
    expect(nothing.text).toContain("No policies found: there is no template, plan or policy in a.");
    const none = await place.text("b");
    expect(none.exitCode).toBe(0);
    expect(none.text).toContain("No policies found in 1 file.");
  });

  it("refuses what it cannot be told to do, before it checks anything", async () => {
    place.write({ "role.yaml": roleTemplate(READ_ORDERS), "typo.json": { sensitiveAction: [] }, "bad.json": "{" });
    await expect(place.check()).rejects.toThrow("Name at least one");
    await expect(place.check("role.yaml", "--fail-on", "all")).rejects.toThrow("--fail-on “all” is not one of");
    await expect(place.check("role.yaml", "--account", "12")).rejects.toThrow("it must have 12 digits.");
    await expect(place.check("role.yaml", "--server", "x")).rejects.toThrow("--server");
    await expect(place.check("role.yaml", "--profile", "typo.json")).rejects.toThrow("Unknown key “sensitiveAction”");
    await expect(place.check("role.yaml", "--reference", "bad.json")).rejects.toThrow("bad.json:1:2: Expected a key");
    await expect(place.check("role.yaml", "--reference", "gone.json")).rejects.toThrow(Invalid);
    const broken = { Version: "2012-10-17", Statement: [] };
    const vague = { Version: "2012-10-17", Statement: [{ Effect: "Perhaps", Action: "*", Resource: "*" }] };
    const identity = [REFERENCE, broken];
    place.write({ "broken.json": { references: { identity, resource: [vague] } } });
    await expect(place.check("role.yaml", "--profile", "broken.json")).rejects.toThrow(
      /^broken.json: Reference policy 2 for identity policies cannot be read: Statement: .*\nbroken.json: Reference policy 1 for resource and trust policies cannot be read: Statement.0.Effect: .*$/,
    );
    place.write({ "actions.json": ["no action"] });
    await expect(place.check("role.yaml", "--sensitive-actions", "actions.json")).rejects.toThrow("no action");
  });
});
