import { describe, expect, it } from "vitest";
import { judgeText } from "#lib/checks/judge-text.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { EXAMPLE_ID, EXAMPLE_SECRET, KEY_ID, SECRET } from "./fake-keys.ts";

function reasons(text: string, file: string) {
  return judgeText(text, file, readTemplate(text, { fileName: file })).reasons;
}

/** Rule, line and resource of each reason. */
function found(text: string, file = "template.yaml"): string[] {
  return reasons(text, file).map(({ rule, span, resource }) =>
    [rule, span?.start.line, resource?.name].filter((part) => part !== undefined).join(" "),
  );
}

function alternativeOf(text: string, file = "template.yaml"): string {
  return reasons(text, file)
    .map(({ remedy }) => remedy)
    .join("\n");
}

const plan = (resources: object[], configuration: object = {}) =>
  JSON.stringify({ planned_values: {}, resource_changes: resources, configuration }, null, 1);

const change = (type: string, after: object | null, name = "x") => ({
  address: `${type}.${name}`,
  mode: "managed",
  type,
  name,
  change: { actions: ["create"], before: null, after, after_unknown: {} },
});

describe("CRED-1, a resource that makes a key", () => {
  it("is found in a template and in a plan, with the way for its case", () => {
    const template =
      "Resources:\n  GithubDeployKey:\n    Type: AWS::IAM::AccessKey\n    Properties:\n      UserName: x\n";
    expect(found(template)).toEqual(["CRED-1 3 GithubDeployKey"]);
    expect(alternativeOf(template)).toContain("In hosted CI, let the job assume a role with its own OIDC");
    const json = JSON.stringify({ Resources: { K: { Type: "AWS::IAM::AccessKey" } } });
    expect(found(json, "t.json")).toEqual(["CRED-1 1 K"]);
    expect(found(plan([change("aws_iam_access_key", { user: "backup-server" })]), "plan.json")).toEqual([
      expect.stringMatching(/^CRED-1 \d+ aws_iam_access_key.x$/),
    ]);
  });

  it("is found where only the planned values have it, next to changes of others", () => {
    const { change: _, ...key } = change("aws_iam_access_key", null);
    const planned_values = { root_module: { resources: [{ ...key, values: { user: "backup-server" } }] } };
    const json = JSON.stringify({ planned_values, resource_changes: [change("aws_instance", {})] }, null, 1);
    expect(found(json, "plan.json")).toEqual([expect.stringMatching(/^CRED-1 \d+ aws_iam_access_key.x$/)]);
  });

  it("is not found where the plan takes the key away, nor in what only reads it", () => {
    expect(found(plan([change("aws_iam_access_key", null)]))).toEqual([]);
    expect(found(plan([{ ...change("aws_iam_access_key", {}), mode: "data" }]))).toEqual([]);
  });
});

describe("CRED-2, a user with a password or policies", () => {
  const user = (properties: string) => `Resources:\n  U:\n    Type: AWS::IAM::User\n${properties}`;
  it("is found for either, and not for a user with neither", () => {
    expect(found(user("    Properties:\n      LoginProfile:\n        Password: !Ref P\n"))).toEqual(["CRED-2 3 U"]);
    expect(found(user("    Properties:\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/ReadOnlyAccess]\n"))).toEqual(
      ["CRED-2 3 U"],
    );
    expect(found(user("    Properties:\n      Policies: []\n"))).toEqual([]);
    expect(found(user(""))).toEqual([]);
  });

  it.each(["AWS::IAM::Policy", "AWS::IAM::ManagedPolicy"])("is found where %s names users, and only there", (type) => {
    const Conditions = {
      Never: { "Fn::Equals": ["a", "b"] },
      Dev: { "Fn::Equals": [{ Ref: "Env" }, "dev"] },
    };
    const Parameters = { Env: { Type: "String" } };
    const allows = { Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:ListBucket", Resource: "*" }] };
    const policy = (holders: object, PolicyDocument: object = allows) => {
      const Properties = { PolicyName: "p", PolicyDocument, ...holders };
      return JSON.stringify({ Parameters, Conditions, Resources: { P: { Type: type, Properties } } });
    };
    const where = (condition: string, value: unknown) => ({ "Fn::If": [condition, value, { Ref: "AWS::NoValue" }] });
    const users = (text: string) => found(text, "t.json").filter((one) => one.startsWith("CRED-2"));
    expect(users(policy({ Users: ["bob"] }))).toEqual(["CRED-2 1 P"]);
    expect(users(policy({ Users: { Ref: "Bobs" } }))).toEqual(["CRED-2 1 P"]);
    expect(users(policy({ Users: [], Groups: ["staff"] }))).toEqual([]);
    expect(users(policy({ Roles: ["app"] }))).toEqual([]);
    expect(users(policy({ Users: where("Never", ["bob"]) }))).toEqual([]);
    expect(users(policy({ Users: [where("Never", "bob")], Roles: ["app"] }))).toEqual([]);
    expect(users(policy({ Users: where("Dev", ["bob"]) }))).toEqual(["CRED-2 1 P"]);
    expect(users(policy({ Users: ["bob"] }, { "Fn::ImportValue": "Text" }))).toEqual(["CRED-2 1 P"]);
  });

  it.each([
    ["aws_iam_policy_attachment", { users: ["bob"] }, { users: [], groups: ["staff"] }],
    ["aws_iam_policy_attachment", { users: ["bob"] }, { users: null, roles: ["app"] }],
    ["aws_iam_user_policy_attachments_exclusive", { policy_arns: ["arn:aws:iam::aws:policy/x"] }, { policy_arns: [] }],
  ])("is found where %s gives users a policy in a plan, and only there", (type, given, none) => {
    const users = (after: object) => found(plan([change(type, after)]), "plan.json").filter((one) => /^CRED/.test(one));
    expect(users(given)).toEqual([expect.stringMatching(`^CRED-2 .*${type}.x$`)]);
    expect(users(none)).toEqual([]);
  });

  it("is found in a plan", () => {
    expect(found(plan([change("aws_iam_user_login_profile", { user: "x" }), change("aws_iam_user", {})]))).toEqual([
      expect.stringMatching(/^CRED-2 .*aws_iam_user_login_profile.x$/),
    ]);
  });
});

describe("CRED-3, an output with a secret key", () => {
  it.each([
    ["GetAtt", "!GetAtt Key.SecretAccessKey"],
    ["GetAtt as a list", "!GetAtt [Key, SecretAccessKey]"],
    ["Sub", `!Sub "\${Key.SecretAccessKey}"`],
    ["Join", `!Join ["", [x, !GetAtt Key.SecretAccessKey]]`],
  ])("is found behind %s", (_, value) => {
    expect(found(`Resources: {}\nOutputs:\n  S:\n    Value: ${value}\n`)).toEqual(["CRED-3 4 S"]);
  });

  it("is found in a plan, also in a module, and not for the id of a key", () => {
    const output = (...references: string[]) => ({ o: { expression: { references } } });
    const module = { outputs: output("aws_iam_access_key.k.ses_smtp_password_v4", "aws_iam_access_key.k") };
    const configuration = {
      root_module: {
        outputs: output("aws_iam_access_key.k.secret", "aws_iam_access_key.k"),
        module_calls: { m: { module } },
      },
    };
    expect(found(plan([], configuration)).map((one) => one.replace(/ \d+/, ""))).toEqual([
      "CRED-3 o",
      "CRED-3 module.m.o",
    ]);
    const id = { root_module: { outputs: output("aws_iam_access_key.k.id", "aws_iam_access_key.k") } };
    expect(found(plan([], id))).toEqual([]);
  });
});

describe("CRED-4 and CRED-5, keys in the text", () => {
  it("are found wherever they stand, comments too, each place for itself", () => {
    const text = `# ${KEY_ID}\n# AWS_SECRET_ACCESS_KEY=${SECRET}\nagain: "${KEY_ID}"\n`;
    expect(found(text, "notes.yaml")).toEqual(["CRED-4 1", "CRED-5 2", "CRED-4 3"]);
    expect(reasons(text, "notes.yaml")[1]?.span).toMatchObject({ start: { line: 2, column: 24 }, end: { column: 64 } });
    expect(JSON.stringify(reasons(text, "notes.yaml"))).not.toMatch(
      new RegExp(`${KEY_ID}|${SECRET.replace("+", ".")}`),
    );
  });

  it("are found in a text whose grammar is broken, and under the name of another secret", () => {
    expect(found(`{"a": "${KEY_ID}"`, "broken.json")).toEqual(["CRED-4 1"]);
    expect(found(`password: "see ${KEY_ID}"\n`, "notes.yaml")).toEqual(["CRED-4 1"]);
  });

  it("know a secret next to a key id of an example, and the words of an example themselves", () => {
    expect(found(`${EXAMPLE_ID} ${EXAMPLE_SECRET}`)).toEqual([]);
    expect(found(`${EXAMPLE_ID} ${SECRET}`)).toEqual(["CRED-5 1"]);
  });

  it("leave hashes, longer and shorter words, and what stands far from any key alone", () => {
    const sha = "da39a3ee5e6b4b0d3255bfef95601890afd80709";
    expect(found(`${EXAMPLE_ID} ${sha} ${SECRET}x`)).toEqual([]);
    expect(found(`${KEY_ID}A`)).toEqual([]);
    expect(found(`${EXAMPLE_ID}${" ".repeat(400)}${SECRET}`)).toEqual([]);
    expect(found(SECRET)).toEqual([]);
  });
});

describe("CRED-6, a pipeline that signs in with keys", () => {
  const github = [
    "jobs:",
    "  deploy:",
    "    steps:",
    "      - uses: aws-actions/configure-aws-credentials@v4",
    "        with:",
    `          aws-access-key-id: \${{ secrets.KEY }}`,
  ];
  it("is found in a workflow, with the step's other way", () => {
    const text = github.join("\n");
    expect(found(text, ".github/workflows/deploy.yml")).toEqual(["CRED-6 6"]);
    expect(alternativeOf(text, ".github/workflows/deploy.yml")).toContain("role-to-assume");
    const role = text.replace(/aws-access-key-id.*/, "role-to-assume: arn:aws:iam::111122223333:role/x");
    expect(found(role, ".github/workflows/deploy.yml")).toEqual([]);
    expect(found(text.replace("aws-access-key-id", "# aws-access-key-id"), ".github/workflows/deploy.yml")).toEqual([]);
  });

  it("is found in other pipelines, each with its own way", () => {
    const gitlab = "deploy:\n  variables:\n    AWS_ACCESS_KEY_ID: $KEY\n  script: [x]\n";
    expect(found(gitlab, ".gitlab-ci.yml")).toEqual(["CRED-6 3"]);
    expect(alternativeOf(gitlab, ".gitlab-ci.yml")).toContain("id_tokens");
    const build = "phases:\n  build: {}\nenv:\n  variables:\n    AWS_ACCESS_KEY_ID: x\n";
    expect(found(build, "ci/buildspec.yml")).toEqual(["CRED-6 5"]);
    expect(alternativeOf(build, "ci/buildspec.yml")).toContain("service role");
  });

  it.each(["test", "'testing'", '"mock_access_key"', "fakeAccessKeyId # of moto", EXAMPLE_ID, "xxxx"])(
    "is none with a key that opens nothing: %s",
    (value) => {
      const text = `jobs:\n  test:\n    env:\n      AWS_ACCESS_KEY_ID: ${value}\n`;
      expect(found(text, ".github/workflows/test.yml")).toEqual([]);
    },
  );

  it.each([`AWS_ACCESS_KEY_ID: ""`, "'AWS_ACCESS_KEY_ID': '' # of the role", `{ AWS_ACCESS_KEY_ID: " " }`])(
    "is none that is set empty, as to take away one of the machine: %s",
    (env) => {
      const text = `jobs:\n  test:\n    env:\n      ${env}\n`;
      expect(found(text, ".github/workflows/test.yml")).toEqual([]);
    },
  );

  it("is none where every call stays on the machine, and one again elsewhere in the file", () => {
    const env = (url: string) => [
      "    env:",
      `      AWS_ACCESS_KEY_ID: \${{ secrets.KEY }}`,
      "      # of the service above",
      `      AWS_ENDPOINT_URL: ${url}`,
    ];
    const text = (...lines: string[]) => ["jobs:", "  test:", ...lines].join("\n");
    const file = ".github/workflows/test.yml";
    for (const url of [
      "http://localhost:4566",
      '"http://localstack:4566/" # here',
      "https://s3.localhost.localstack.cloud",
    ]) {
      expect(found(text(...env(url)), file)).toEqual([]);
    }
    expect(found(text(...env("https://localhost.example.com")), file)).toEqual(["CRED-6 4"]);
    const both = text(...env("http://localhost:4566"), "  deploy:", "    env:", `      AWS_ACCESS_KEY_ID: $KEY`);
    expect(found(both, file)).toEqual(["CRED-6 9"]);
  });

  it.each([
    ["in braces", `with: { aws-region: eu-west-1, aws-access-key-id: "\${{ secrets.A }}" }`, 4],
    ["in quotes in braces", `with: {"aws-access-key-id": "\${{ secrets.A }}"}`, 4],
    ["with its value on the next line", `with:\n          aws-access-key-id:\n            \${{ secrets.A }}`, 5],
    ["with its value as a folded text", `with:\n          aws-access-key-id: >-\n            \${{ secrets.A }}`, 5],
    [
      "in a script that writes a file",
      `run: |\n          cat <<EOF\n          AWS_ACCESS_KEY_ID: $KEY\n          EOF`,
      6,
    ],
  ])("is found however it is written: %s", (_, written, line) => {
    const text = `jobs:\n  deploy:\n    steps:\n      - ${written}\n`;
    expect(found(text, ".github/workflows/deploy.yml")).toEqual([`CRED-6 ${line}`]);
  });

  it("is found where the file is no YAML that can be read", () => {
    const text = "jobs: &all\n  deploy:\n    env:\n      AWS_ACCESS_KEY_ID: $KEY\n";
    expect(found(text, ".github/workflows/deploy.yml")).toEqual(["CRED-6 4"]);
  });

  it.each([`\${{ secrets.AWS_TEST_KEY_ID }}`, "$TEST_KEY_ID", `\${FAKE_KEY}`, "$(mock-key)"])(
    "is found where only the name of what holds the key reads like one that opens nothing: %s",
    (value) => {
      const text = `jobs:\n  test:\n    env:\n      AWS_ACCESS_KEY_ID: ${value}\n`;
      expect(found(text, ".github/workflows/test.yml")).toEqual(["CRED-6 4"]);
    },
  );

  it("is none in what a workflow or an action asks of its caller", () => {
    const text =
      "on:\n  workflow_call:\n    secrets:\n      AWS_ACCESS_KEY_ID: # of the caller\n        required: true\n";
    expect(found(`${text}jobs: {}\n`, ".github/workflows/deploy.yml")).toEqual([]);
  });

  it("is none in braces where every call stays on the machine", () => {
    const env = (url: string) => `    env: { AWS_ACCESS_KEY_ID: $KEY, AWS_ENDPOINT_URL: "${url}" }\n`;
    const text = (url: string) => `jobs:\n  test:\n${env(url)}`;
    expect(found(text("http://localhost:4566"), ".github/workflows/test.yml")).toEqual([]);
    expect(found(text("https://s3.example.com"), ".github/workflows/test.yml")).toEqual(["CRED-6 3"]);
  });

  it("is about pipelines only", () => {
    expect(found("Resources:\n  A:\n    Properties:\n      AWS_ACCESS_KEY_ID: x\n")).toEqual([]);
  });
});

describe("CRED-7, constant keys of a provider", () => {
  const configuration = (expressions: object, name = "aws") => ({ provider_config: { p: { name, expressions } } });
  it("is found in a plan, for the AWS provider, and hides the value", () => {
    const text = plan(
      [],
      configuration({ access_key: { constant_value: "x" }, secret_key: { constant_value: "hush" } }),
    );
    const keys = found(text).filter((one) => one.startsWith("CRED-7"));
    expect(keys.map((one) => one.replace(/ \d+/, ""))).toEqual(["CRED-7 provider.p", "CRED-7 provider.p"]);
    expect(JSON.stringify(reasons(text, "plan.json"))).not.toContain("hush");
    expect(found(plan([], configuration({ access_key: { references: ["var.k"] } })))).toEqual([]);
    expect(found(plan([], configuration({ token: { constant_value: "x" } }, "github")))).toEqual([]);
  });

  it("is found in Terraform's own language", () => {
    const text =
      'provider "aws" {\n  region     = "eu-west-1"\n  secret_key = "hush-hush"\n}\nprovider "x" {\n  token = "y"\n}\n';
    expect(found(text, "main.tf").filter((one) => one.startsWith("CRED-7"))).toEqual(["CRED-7 3 provider.aws"]);
  });

  it("are told once where a block before is not closed", () => {
    const open = 'provider "aws" {\n  region = "eu-west-1"\n';
    const text = `${open}${open}  secret_key = "hush-hush"\n}\n`;
    expect(found(text, "main.tf").filter((one) => one.startsWith("CRED-7"))).toEqual(["CRED-7 5 provider.aws"]);
  });

  const configured = (body: string) => found(`provider "aws" {\n${body}\n}\n`, "main.tf");
  const planned = (expressions: object) =>
    found(plan([], configuration(expressions)), "plan.json").filter((one) => one.startsWith("CRED-"));
  const constant = (value: string) => ({ constant_value: value });

  it.each([
    ["test", "test"],
    ["mock_access_key", "hush-hush"],
    [EXAMPLE_ID, EXAMPLE_SECRET],
  ])("are none that open nothing: %s and %s", (id, secret) => {
    expect(configured(`  access_key = "${id}"\n  secret_key = "${secret}"`)).toEqual([]);
    expect(planned({ access_key: constant(id), secret_key: constant(secret) })).toEqual([]);
  });

  it("are none where the provider calls this machine only", () => {
    const keys = '  access_key = "anything"\n  secret_key = "hush-hush"';
    const endpoints = (...urls: string[]) =>
      `\n  endpoints {\n${urls.map((url, n) => `    s${n} = ${url}`).join("\n")}\n  }`;
    const local = '"http://localhost:4566"';
    const rules = (body: string) => configured(body).filter((one) => one.startsWith("CRED-7")).length;
    expect(rules(`${keys}${endpoints(local, '"http://127.0.0.1:4566"')}`)).toBe(0);
    expect(rules(`${keys}${endpoints(local, '"https://s3.example.com"')}`)).toBe(2);
    expect(rules(`${keys}${endpoints(local, "var.url")}`)).toBe(2);
    expect(rules(`${keys}${endpoints(local)}${endpoints(`"https://sts.\${var.region}.example.com"`)}`)).toBe(2);
    expect(rules(`${keys}${endpoints(local, '"http://localhost:1" # {dev}')}`)).toBe(0);
    expect(rules(`${keys}${endpoints(local)}\n  endpoints {\n    s3 = ${local}`)).toBe(2);
    for (const id of [KEY_ID, "REDACTED-access-key-id"]) {
      expect(rules(`${keys.replace("anything", id)}${endpoints(local)}`)).toBe(2);
    }
    const expressions = { access_key: constant("anything"), secret_key: constant("hush-hush") };
    const at = (...urls: object[]) => ({
      ...expressions,
      endpoints: [Object.fromEntries(urls.map((url, n) => [`s${n}`, url]))],
    });
    expect(planned(at(constant("http://localhost:4566")))).toEqual([]);
    expect(planned(at(constant("http://localhost:4566"), { references: ["var.url"] }))).toHaveLength(2);
    expect(planned(at())).toHaveLength(2);
  });
});
