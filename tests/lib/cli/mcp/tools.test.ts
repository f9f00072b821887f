import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { ReportOutput } from "#lib/cli/mcp/report-answer.ts";
import { READ_ORDERS, roleTemplate, workspace } from "../check/workspace.ts";
import { assistant, wordsOf } from "./assistant.ts";

const place = workspace();
const OPEN_TRUST = roleTemplate(READ_ORDERS, 'AWS: "*"');
const READ = roleTemplate(READ_ORDERS);
const WRITE = roleTemplate(READ_ORDERS.map((line) => line.replace("GetItem", "*")));

function policy(...statements: object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements }, null, 2);
}

const PASS_ROLE = { Sid: "Pass", Effect: "Allow", Action: "iam:PassRole", Resource: "*" };

function git(...args: string[]): void {
  execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@example.com", ...args], { cwd: place.folder });
}

describe("the tools of a coding assistant", () => {
  it("say that they only read, in a closed world, and take and answer by a schema", async () => {
    const { client } = await assistant(place.folder);
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      "check_document",
      "check_path",
      "compare_versions",
      "explain_request",
      "explain_rule",
    ]);
    for (const { annotations, inputSchema, outputSchema } of tools) {
      expect(annotations).toMatchObject({ readOnlyHint: true, destructiveHint: false, openWorldHint: false });
      expect(inputSchema).toMatchObject({ type: "object", additionalProperties: false });
      expect(outputSchema).toMatchObject({ type: "object" });
    }
    expect(client.getServerVersion()).toMatchObject({ name: "guardians" });
    expect(client.getInstructions()).toContain("do not pass");
  });

  it("check a document, with the line, the request that shows it and what to do", async () => {
    const { answer } = await assistant(place.folder);
    const found = await answer("check_document", { text: OPEN_TRUST, name: "role.yaml" });
    expect(found).toMatchObject({ verdict: "blocked", against: null, files: 1, policies: { identity: 1, trust: 1 } });
    const open = found.findings.find(({ rule }) => rule === "PUBLIC_ACCESS");
    expect(open).toMatchObject({ level: "blocking", file: "role.yaml", line: 8, resource: "AppRole", state: null });
    expect(open?.witness).toMatchObject({ action: "sts:AssumeRole" });
    expect(open?.remedy).toContain("Name the accounts or roles");
  });

  it("check against a profile given in the call or in a file", async () => {
    const profile = { name: "strict", sensitiveActions: ["iam:PassRole"] };
    place.write({ "profiles/strict.json": profile });
    const { answer, refusal } = await assistant(place.folder);
    for (const given of [profile, "profiles/strict.json"]) {
      const found = await answer("check_document", { text: policy(PASS_ROLE), profile: given });
      expect(found).toMatchObject({ profile: "strict" });
      expect(found.findings.map(({ rule }) => rule)).toContain("SENSITIVE_ACCESS");
    }
    expect(await refusal("check_document", { text: READ, profile: { sensitive_actions: [] } })).toContain(
      "Unknown key “sensitive_actions”",
    );
    expect(await refusal("check_document", { text: READ, profile: "none.json" })).toContain("file does not exist");
  });

  it("never pass what could not be evaluated", async () => {
    const { answer } = await assistant(place.folder);
    expect(await answer("check_document", { text: "Resources: [" })).toMatchObject({ verdict: "incomplete" });
    expect(await answer("check_document", { text: "hello" })).toMatchObject({ verdict: "incomplete" });
    expect(await answer("check_document", { text: "" })).toMatchObject({ verdict: "incomplete" });
  });

  it("check files and folders, with parameters, less what is left out", async () => {
    const role = READ.replace("arn:aws:dynamodb:us-east-1:111122223333:table/orders", "!Ref Table");
    place.write({
      "infra/role.yaml": `Parameters:\n  Table: {Type: String}\n${role}`,
      "infra/test/open.yaml": OPEN_TRUST,
      "parameters.json": { Table: "arn:aws:dynamodb:us-east-1:111122223333:table/orders" },
    });
    const { answer } = await assistant(place.folder);
    const paths = ["infra"];
    expect(await answer("check_path", { paths })).toMatchObject({ verdict: "blocked", files: 2 });
    expect(await answer("check_path", { paths, exclude: ["test"] })).toMatchObject({ verdict: "incomplete", files: 1 });
    const known = { paths, exclude: ["test"], parameters: "parameters.json" };
    expect(await answer("check_path", known)).toMatchObject({ verdict: "pass", findings: [] });
  });

  it("answer as many findings as wanted, those to look at first, and say how many more there are", async () => {
    place.write({ "a.json": policy(PASS_ROLE), "b.yaml": OPEN_TRUST });
    const { answer, call } = await assistant(place.folder);
    const found = await answer("check_path", { paths: ["."], max_findings: 1 });
    expect(found.findings).toMatchObject([{ rule: "PUBLIC_ACCESS", file: "b.yaml" }]);
    expect(found.findings_left_out).toBeGreaterThan(0);
    expect(wordsOf(await call("check_path", { paths: ["."], max_findings: 1 }))).toContain(
      `${found.findings_left_out} more finding`,
    );
  });

  it("compare two texts, and show a request that is new", async () => {
    const { answer } = await assistant(place.folder);
    const found = await answer<Compared>("compare_versions", {
      before: { text: READ },
      after: { text: WRITE, name: "role.yaml" },
    });
    const added = found.findings.find(({ rule }) => rule === "ADDED_ACCESS");
    expect(found.new_access).toEqual([added?.id]);
    expect(added?.witness?.action).toMatch(/^dynamodb:(?!GetItem$)/);
    expect(added?.message).toMatch(/^Compared with its version in the previous text: it allows more\./);
    const back = await answer<Compared>("compare_versions", { before: { text: WRITE }, after: { text: READ } });
    expect(back.new_access).toEqual([]);
  });

  it("compare a file with a commit, and with another file", async () => {
    place.write({ "infra/role.yaml": OPEN_TRUST, "old.yaml": READ });
    git("init", "-q");
    git("add", "infra");
    git("commit", "-qm", "one");
    place.write({ "infra/role.yaml": WRITE });
    const { answer, refusal } = await assistant(place.folder);
    const after = { path: "infra/role.yaml" };
    const sinceCommit = await answer<Compared>("compare_versions", { before: { ref: "HEAD" }, after });
    expect(sinceCommit.new_access).toHaveLength(1);
    expect(sinceCommit.fixed.map(({ rule }) => rule)).toContain("PUBLIC_ACCESS");
    expect((await answer("check_path", { paths: ["infra"], against: "HEAD" })).against).toContain("HEAD");
    const sinceFile = await answer<Compared>("compare_versions", { before: { path: "old.yaml" }, after });
    expect(sinceFile).toMatchObject({ against: "old.yaml", new_access: [expect.any(String)] });
    expect(await refusal("compare_versions", { before: { ref: "nowhere" }, after })).toContain("commit has this name");
    expect(await refusal("compare_versions", { before: { ref: "HEAD" }, after: { text: READ } })).toContain(
      "not part of a commit",
    );
  });

  type Compared = ReportOutput & { new_access: string[] };

  it("explain a rule, and list their own", async () => {
    const { answer, refusal } = await assistant(place.folder);
    const { rules } = await answer<{ rules: { id: string }[] }>("explain_rule", { rule: "cred-8" });
    expect(rules).toMatchObject([{ id: "CRED-8", title: expect.any(String), remedy: expect.any(String) }]);
    const all = await answer<{ rules: { id: string }[] }>("explain_rule", {});
    expect(all.rules.map(({ id }) => id)).toEqual(expect.arrayContaining(["PUBLIC_ACCESS", "UNDECIDED"]));
    expect(await refusal("explain_rule", { rule: "__proto__" })).toContain("A rule “__proto__” was not found");
  });
});

describe("a request that is explained", () => {
  type Explained = {
    decision: string;
    statements: { document: string; line: number; statement_id: string | null; applies: string }[];
    near_misses: { line: number; because: string[] }[];
    missing_keys: string[];
    not_known: string[];
    considered: { resource: string | null }[];
  };

  const ask = async (policies: object[], request: object) => {
    const { answer } = await assistant(place.folder);
    return answer<Explained>("explain_request", { policies, request });
  };
  const identity = (...statements: object[]) => ({ type: "identity", text: policy(...statements), name: "own.json" });
  const get = { action: "s3:GetObject", resource: "arn:aws:s3:::orders/a" };
  const read = { Sid: "Read", Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::orders/*" };

  it("names the statement that allows it, and the one that denies it, at their lines", async () => {
    const deny = { ...read, Sid: "Not here", Effect: "Deny" };
    expect(await ask([identity(PASS_ROLE, read)], get)).toMatchObject({
      decision: "allowed",
      statements: [{ document: "own.json", line: 10, statement_id: "Read", applies: "yes" }],
    });
    expect(await ask([identity(read, deny)], get)).toMatchObject({
      decision: "explicitly_denied",
      statements: [{ line: 10, statement_id: "Not here" }],
    });
  });

  it("says what does not fit where nothing allows it", async () => {
    const found = await ask([identity(read)], { ...get, resource: "arn:aws:s3:::other/a" });
    expect(found).toMatchObject({ decision: "implicitly_denied", near_misses: [{ line: 4, because: ["Resource"] }] });
  });

  it("cannot tell without the keys that decide, and names them", async () => {
    const inside = { ...read, Condition: { IpAddress: { "aws:SourceIp": "192.0.2.0/24" } } };
    expect(await ask([identity(inside)], get)).toMatchObject({
      decision: "cannot_tell",
      missing_keys: ["aws:SourceIp"],
      statements: [{ applies: "maybe", keys: ["aws:SourceIp"] }],
    });
    const ofUser = { ...read, Resource: "arn:aws:s3:::orders/\u0024{aws:PrincipalTag/Desk}/*" };
    expect(await ask([identity(ofUser)], get)).toMatchObject({ missing_keys: ["aws:PrincipalTag/Desk"] });
    const known = { ...get, context: { "aws:SourceIp": "192.0.2.1" } };
    expect(await ask([identity(inside)], known)).toMatchObject({ decision: "allowed" });
    expect(await ask([identity(inside)], { ...get, context: { "aws:SourceIp": null } })).toMatchObject({
      decision: "implicitly_denied",
      near_misses: [{ because: ["Condition aws:SourceIp"] }],
    });
  });

  it("says in words what does not fit, and apart from it what nobody knows", async () => {
    const { call } = await assistant(place.folder);
    const said = async (statement: object, request: object = get) =>
      wordsOf(await call("explain_request", { policies: [identity(statement)], request }));
    const network = {
      IpAddress: { "aws:SourceIp": "192.0.2.0/24" },
      StringNotEquals: { "aws:PrincipalTag/Desk": "a" },
    };
    expect(await said({ ...read, Condition: network })).toContain('may apply: it depends on "Condition aws:SourceIp".');
    const { StringNotEquals } = network;
    expect(await said({ ...read, Condition: { StringNotEquals } })).toContain(
      'may apply: it depends on "aws:PrincipalTag/Desk".',
    );
    const other = { ...read, Resource: "arn:aws:s3:::other/*" };
    expect(await said(other)).toContain('does not apply: "Resource" does not fit.');
    const stranger = { ...other, Condition: { StringEquals: { "aws:RequestedRegion": "eu-west-1" } } };
    const region = { ...get, context: { "aws:RequestedRegion": "us-east-1" } };
    expect(await said(stranger, region)).toContain(
      'does not apply: "Resource", "Condition aws:RequestedRegion" do not fit.',
    );
  });

  it("takes the policies of one resource of a template, and asks which where there are several", async () => {
    place.write({ "role.yaml": READ, "two.yaml": `${READ}${READ.replace(/Resources:\n {2}AppRole/, "  Other")}` });
    const request = { action: "dynamodb:GetItem", resource: "arn:aws:dynamodb:us-east-1:111122223333:table/orders" };
    const found = await ask([{ type: "identity", path: "role.yaml" }], request);
    expect(found).toMatchObject({ decision: "allowed", considered: [{ resource: "AppRole", document: "role.yaml" }] });
    const { refusal } = await assistant(place.folder);
    const two = [{ type: "identity", path: "two.yaml" }];
    expect(await refusal("explain_request", { policies: two, request })).toContain("“AppRole”, “Other”");
    expect(await ask([{ type: "identity", path: "two.yaml", resources: ["Other"] }], request)).toMatchObject({
      considered: [{ resource: "Other" }],
    });
    const trust = { action: "sts:AssumeRole", resource: "arn:aws:iam::111122223333:role/app" };
    const service = { ...trust, principal: { Service: "ec2.amazonaws.com" } };
    expect(await ask([{ type: "resource", path: "role.yaml" }], service)).toMatchObject({ decision: "allowed" });
    const both = ["resource", "identity"].map((type) => ({ type, path: "role.yaml" }));
    expect((await ask(both, service)).considered).toMatchObject([{ type: "resource" }]);
  });

  it("takes a template for one that is deployed where the request is made, and says what it filled in", async () => {
    const orders = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
    const whole = "arn:\u0024{AWS::Partition}:dynamodb:\u0024{AWS::Region}:\u0024{AWS::AccountId}:table/orders";
    const text = READ.replace(orders, () => `!Sub "${whole}"`);
    const principal = { AWS: "arn:aws-cn:iam::999988887777:role/app" };
    const request = {
      action: "dynamodb:GetItem",
      resource: "arn:aws-cn:dynamodb:cn-north-1:999988887777:table/orders",
    };
    expect(await ask([{ type: "identity", text }], { ...request, principal })).toMatchObject({
      decision: "allowed",
      filled_in: [],
    });
    const named = READ.replace(orders, () => '!Sub "arn:aws:s3:::orders-\u0024{AWS::Region}/*"').replace(
      "dynamodb:GetItem",
      "s3:GetObject",
    );
    const get = { action: "s3:GetObject", resource: "arn:aws:s3:::orders-us-east-1/a" };
    expect(await ask([{ type: "identity", text: named }], get)).toMatchObject({
      decision: "allowed",
      filled_in: [{ document: "document", name: "AWS::Region", value: "us-east-1" }],
    });
  });

  it("cannot tell where only the deployment decides of which resource a statement is", async () => {
    const orders = "arn:aws:dynamodb:us-east-1:111122223333:table/orders";
    const text = `${READ.replace(orders, "!GetAtt Orders.Arn")}  Orders: {Type: "AWS::DynamoDB::Table"}\n`;
    const request = { action: "dynamodb:GetItem", resource: orders };
    expect(await ask([{ type: "identity", text }], request)).toMatchObject({ decision: "cannot_tell" });
    const other = { ...request, action: "dynamodb:PutItem" };
    expect(await ask([{ type: "identity", text }], other)).toMatchObject({ decision: "implicitly_denied" });
  });

  it("cannot tell what a policy allows that is not in the template, nor what a boundary holds back", async () => {
    const attached = READ.replace(
      "      Policies:",
      "      ManagedPolicyArns: [arn:aws:iam::111122223333:policy/team]\n      Policies:",
    );
    const request = { action: "s3:GetObject", resource: "arn:aws:s3:::orders/a" };
    const unknown = await ask([{ type: "identity", text: attached }], request);
    expect(unknown).toMatchObject({ decision: "cannot_tell", not_known: [expect.stringContaining("policy/team")] });
    const byAws = attached.replace("111122223333:policy/team", "aws:policy/AmazonS3ReadOnlyAccess");
    expect(await ask([{ type: "identity", text: byAws }], request)).toMatchObject({ decision: "allowed" });
    const bounded = READ.replace("      Policies:", "      PermissionsBoundary: !Ref Limit\n      Policies:");
    const orders = { action: "dynamodb:GetItem", resource: "arn:aws:dynamodb:us-east-1:111122223333:table/orders" };
    const boundary = {
      type: "permissions_boundary",
      text: policy({ Effect: "Allow", Action: "dynamodb:*", Resource: "*" }),
    };
    expect(await ask([{ type: "identity", text: bounded }], orders)).toMatchObject({ decision: "cannot_tell" });
    expect(await ask([{ type: "identity", text: bounded }, boundary], orders)).toMatchObject({ decision: "allowed" });
  });

  it.each<[string, object[], object, string]>([
    ["no principal for a resource policy", [{ type: "resource", text: "{}" }], get, "Name the principal"],
    ["a principal of no account", [identity(read)], { ...get, principal: { AWS: "ana" } }, "is not the ARN of a user,"],
    [
      "two accounts of the resource",
      [identity(read)],
      { ...get, resource: "arn:aws:sns:us-east-1:111122223333:a", resource_account: "999988887777" },
      "Use one of them.",
    ],
    [
      "a key in letters of either case",
      [identity(read)],
      { ...get, context: { "aws:SourceIp": "192.0.2.1", "aws:sourceip": null } },
      "twice",
    ],
    ["a wildcard in the action", [identity(read)], { ...get, action: "s3:*" }, "without wildcards"],
    ["a policy that is none", [{ type: "identity", text: "{}" }], get, "document:1:1"],
    [
      "a malformed policy",
      [{ type: "identity", text: policy({ Effect: "Permit" }), name: "own.json" }],
      get,
      "own.json:4:",
    ],
    ["no policy", [], get, "policies"],
  ])("is refused with %s, saying where", async (_, policies, request, words) => {
    const { refusal } = await assistant(place.folder);
    expect(await refusal("explain_request", { policies, request })).toContain(words);
  });
});
