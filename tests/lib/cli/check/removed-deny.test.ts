import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";
import { roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const { git, commit } = gitIn(() => place.folder);

const document = (effect: string, action = "dynamodb:GetItem") =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: effect, Action: action, Resource: "*" }] });
const change = (type: string, name: string, before: object | null, after: object | null, unknown: object = {}) => {
  const actions = before && after ? ["update"] : before ? ["delete"] : ["create"];
  const address = `${type}.${name}`;
  return { address, mode: "managed", type, name, change: { actions, before, after, after_unknown: unknown } };
};
const plan = (...changes: object[]) => ({ format_version: "1.2", planned_values: {}, resource_changes: changes });

/** What is said of what a plan makes of what is deployed. */
async function said(...changes: object[]) {
  place.write({ "other.json": { a: 1 }, "plan.json": plan(...changes) });
  commit();
  git("rm", "-q", "--cached", "plan.json");
  git("commit", "-q", "-m", "y");
  const { findings } = await place.check("plan.json", "--against", "HEAD", "--gate", "new");
  return findings
    .filter(({ rule }) => rule !== "CRED-8")
    .map(({ rule, resource, policyName, level, state }) => `${rule} ${resource} ${policyName} ${level} ${state}`);
}

describe("that a plan takes a Deny away is said", () => {
  const inline = (...policies: [name: string, effect: string][]) => ({
    name: "app",
    inline_policy: policies.map(([name, effect]) => ({ name, policy: document(effect) })),
    assume_role_policy: document("Allow", "sts:AssumeRole").replace(
      '"Resource":"*"',
      '"Principal":{"Service":"ec2.amazonaws.com"}',
    ),
  });

  it("where it deletes the policy, or takes it out of its resource", async () => {
    const deny = { name: "guard", role: "app", policy: document("Deny") };
    expect(await said(change("aws_iam_role_policy", "guard", deny, null))).toEqual([
      "REMOVED_DENY aws_iam_role_policy.guard guard blocking new",
    ]);
    const [before, after] = [inline(["guard", "Deny"], ["read", "Allow"]), inline(["read", "Allow"])];
    expect(await said(change("aws_iam_role", "app", before, after))).toEqual([
      "REMOVED_DENY aws_iam_role.app guard blocking new",
    ]);
    const { findings } = await place.check("plan.json", "--against", "HEAD");
    expect(findings.map(({ message }) => message)).toEqual([
      "This policy denies something in the deployed state, but no longer exists.",
    ]);
  });

  it("and not where it stays, allows only, is known after the plan is applied, or never was", async () => {
    const [deny, allow] = ["Deny", "Allow"].map((effect) => ({ name: "p", role: "app", policy: document(effect) }));
    expect(await said(change("aws_iam_role_policy", "p", deny ?? {}, deny ?? {}))).toEqual([]);
    expect(await said(change("aws_iam_role_policy", "p", allow ?? {}, null))).toEqual([]);
    expect(await said(change("aws_iam_role_policy", "p", null, deny ?? {}))).toEqual([]);
    const { policy: _, ...rest } = deny ?? { policy: "" };
    expect(await said(change("aws_iam_role_policy", "p", deny ?? {}, rest, { policy: true }))).toEqual([
      "INCOMPLETE_POLICY aws_iam_role_policy.p p incomplete new",
    ]);
  });

  it("in a large plan too", async () => {
    const deny = { name: "guard", role: "app", policy: document("Deny") };
    const bulk = { filler: "x".repeat(1100) };
    const others = Array.from({ length: 1000 }, (_, index) => change("null_resource", `n${index}`, bulk, bulk));
    expect(await said(...others, change("aws_iam_role_policy", "guard", deny, null))).toEqual([
      "REMOVED_DENY aws_iam_role_policy.guard guard blocking new",
    ]);
  });
});

describe("that a Deny is taken from someone is said", () => {
  const ref = (name: string) => ({ Ref: name });
  const role = (properties: object = {}) => {
    const Statement = [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }];
    const AssumeRolePolicyDocument = { Version: "2012-10-17", Statement };
    return { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument, ...properties } };
  };
  const guard = (properties: object = {}, effect = "Deny") => {
    return {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: { PolicyDocument: JSON.parse(document(effect)), ...properties },
    };
  };
  const unguarded = async (before: object, now: object, around: object = {}) => {
    place.write({ "old.json": { ...around, Resources: before }, "now.json": { ...around, Resources: now } });
    const { findings } = await place.check("now.json", "--against", "old.json");
    return findings.flatMap(({ rule, resource, message }) =>
      rule === "REMOVED_DENY" ? `${resource}: ${message}` : [],
    );
  };
  const taken = (from: string) => [`Guard: This policy denies something to ${from} in old.json, but no longer does.`];
  const attached = { Ci: role({ ManagedPolicyArns: [ref("Guard")] }), Guard: guard() };
  const apart = { Ci: role(), Guard: guard() };

  it("where it is detached, and not where it is given in another way, allows only, or is gone itself", async () => {
    expect(await unguarded(attached, apart)).toEqual(taken("Ci"));
    expect(await unguarded(attached, { Ci: role(), Guard: guard({ Roles: [ref("Ci")] }) })).toEqual([]);
    expect(await unguarded(apart, attached)).toEqual([]);
    const lists = (...names: string[]) => ({ Guard: guard({ Roles: names }) });
    expect(await unguarded(lists("app", "ci"), lists("app"))).toEqual(taken("role ci"));
    const allows = { ...attached, Guard: guard({}, "Allow") };
    expect(await unguarded(allows, { Ci: role(), Guard: guard({}, "Allow") })).toEqual([]);
    expect(await unguarded(attached, { Ci: role() })).toEqual([expect.stringContaining("no longer exists")]);
  });

  it("where it is so in some deployments only, and not where what is attached is not known now", async () => {
    const around = {
      Parameters: { Env: { Type: "String" } },
      Conditions: { Dev: { "Fn::Equals": [ref("Env"), "dev"] } },
    };
    const some = { "Fn::If": ["Dev", ref("Guard"), ref("AWS::NoValue")] };
    const inSome = { Ci: role({ ManagedPolicyArns: [some] }), Guard: guard() };
    expect(await unguarded(attached, inSome, around)).toEqual(taken("Ci"));
    expect(await unguarded(inSome, attached, around)).toEqual([]);
    const unknown = { Ci: role({ ManagedPolicyArns: [{ "Fn::ImportValue": "Guard" }] }), Guard: guard() };
    expect(await unguarded(attached, unknown)).toEqual([]);
  });

  it("of what a plan makes of what is deployed", async () => {
    const arn = "arn:aws:iam::111122223333:policy/own";
    const own = { name: "own", path: "/", arn, policy: document("Deny") };
    const policy = change("aws_iam_policy", "own", own, own);
    const to = (role: string, policy_arn: string | null = arn) => ({ role, ...(policy_arn && { policy_arn }) });
    const attachment = (...states: [before: object | null, after: object | null, unknown?: object]) =>
      change("aws_iam_role_policy_attachment", "a", ...states);
    expect(await said(policy, attachment(to("app"), null))).toEqual([
      "REMOVED_DENY aws_iam_policy.own own blocking new",
    ]);
    expect(await said(policy, attachment(to("app"), to("app")))).toEqual([]);
    const unknown = await said(policy, attachment(to("app"), to("app", null), { policy_arn: true }));
    expect(unknown.filter((one) => one.startsWith("REMOVED_DENY"))).toEqual([]);
  });
});

describe("what a plan gives to someone else is new, compared with what is deployed", () => {
  const arn = "arn:aws:iam::111122223333:policy/own";
  const own = { name: "own", path: "/", arn, policy: document("Allow") };
  const policy = change("aws_iam_policy", "own", own, own);
  const attached = (role: string, to = arn) => ({ role, policy_arn: to });
  const attachment = (name: string, ...states: [before: object | null, after: object | null]) =>
    change("aws_iam_role_policy_attachment", name, ...states);

  it("where a policy of its own is attached to another role", async () => {
    expect(await said(policy, attachment("a", attached("app"), attached("app")))).toEqual([]);
    const given = ["ADDED_ACCESS aws_iam_policy.own own blocking new"];
    expect(await said(policy, attachment("a", null, attached("ci")))).toEqual(given);
    expect(await said(policy, attachment("a", attached("app"), attached("ci")))).toEqual(given);
    expect(await said(policy, attachment("a", attached("app"), null), attachment("b", null, attached("app")))).toEqual(
      [],
    );
  });

  it("where an inline policy, or one of AWS, goes to another role", async () => {
    const inline = (role: string) => ({ name: "p", role, policy: document("Allow") });
    expect(await said(change("aws_iam_role_policy", "p", inline("app"), inline("ci")))).toEqual([
      "ADDED_ACCESS aws_iam_role_policy.p p blocking new",
    ]);
    const reads = "arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess";
    const ofAws = (...roles: [string, string]) =>
      attachment("a", ...(roles.map((role) => attached(role, reads)) as [object, object]));
    expect(await said(ofAws("app", "app"))).toEqual([]);
    expect(new Set(await said(ofAws("app", "ci")))).toEqual(
      new Set(["ADDED_ACCESS aws_iam_role_policy_attachment.a AmazonDynamoDBReadOnlyAccess blocking new"]),
    );
  });

  it("where the text of what is attached is not known, also under what was accepted", async () => {
    const theirs = "arn:aws:iam::444455556666:policy/theirs";
    const to = (...roles: string[]) => {
      const after = { roles, policy_arn: theirs };
      return plan(change("aws_iam_policy_attachment", "a", after, after));
    };
    place.write({ "old.json": to("app"), "now.json": to("app", "everybody"), "twisted.json": to("everybody", "app") });
    const states = async (name: string, ...args: string[]) =>
      (await place.check(name, ...args)).findings.map(({ rule, state }) => `${rule} ${state}`);
    const args = ["--against", "old.json", "--gate", "new"];
    expect(await states("old.json", ...args)).toEqual(["UNCHECKED_ATTACHMENT unchanged"]);
    expect(await states("now.json", ...args)).toEqual(["UNCHECKED_ATTACHMENT new"]);
    expect(await states("twisted.json", "--against", "now.json")).toEqual(["UNCHECKED_ATTACHMENT unchanged"]);
    const { findings } = await place.check("old.json");
    place.write({ "baseline.json": findings.map(({ id }) => ({ id })) });
    expect((await place.check("old.json", "--baseline", "baseline.json")).exitCode).toBe(0);
    place.write({ "old.json": to("app", "everybody") });
    expect((await place.check("old.json", "--baseline", "baseline.json")).exitCode).toBe(3);
  });

  it("and not where one of the two is known only after the plan is applied, at the same place", async () => {
    const inline = (role: object) => ({ name: "p", policy: document("Allow"), ...role });
    const isUnknown = { role: true };
    const given = (before: object, after: object, unknown: object = {}) =>
      said(change("aws_iam_role_policy", "p", inline(before), inline(after), unknown));
    expect(await given({ role: "app" }, {}, isUnknown)).toEqual([]);
    const created = change("aws_iam_role_policy", "p", null, inline({}), isUnknown);
    const applied = change("aws_iam_role_policy", "p", inline({ role: "app" }), inline({ role: "app" }));
    place.write({ "old.json": plan(created), "now.json": plan(applied) });
    expect((await place.check("now.json", "--against", "old.json", "--gate", "new")).exitCode).toBe(0);
    const list = (name: string, users: string[] | null, unknown: object = {}) =>
      change("aws_iam_policy_attachment", name, null, { ...(users && { users }), policy_arn: arn }, unknown);
    place.write({ "old.json": plan(policy, list("l", ["ada"])) });
    place.write({ "now.json": plan(policy, list("l", ["ada"], { users: [false, true] })) });
    const { findings } = await place.check("now.json", "--against", "old.json");
    expect(findings.filter(({ rule }) => rule === "ADDED_ACCESS").map(({ message }) => message)).toEqual([
      expect.stringContaining("is not given to whichever user aws_iam_policy_attachment.l names in old.json"),
    ]);
  });
});

describe("that a file is gone that denied something", () => {
  const denies = roleTemplate(["Effect: Deny", "Action: iam:*", 'Resource: "*"']);
  const allows = roleTemplate(["Effect: Allow", "Action: iam:CreateUser", 'Resource: "*"']);

  it("is said at the file, once, and in every form", async () => {
    place.write({ "in/a.yaml": denies, "in/b.yaml": allows, "in/c.json": document("Deny"), "in/kept.yaml": allows });
    commit();
    for (const name of ["in/a.yaml", "in/b.yaml", "in/c.json"]) rmSync(path.join(place.folder, name));
    const report = await place.check("in", "--against", "HEAD", "--gate", "new");
    expect(report.findings.map(({ file, rule, level, state }) => `${file} ${rule} ${level} ${state}`)).toEqual([
      "in/c.json REMOVED_DENY blocking new",
      "in/a.yaml REMOVED_DENY warning new",
      "in/kept.yaml CRED-8 blocking unchanged",
    ]);
    expect(report.findings.map(({ excerpt }) => excerpt !== null)).toEqual([false, false, true]);
    expect(report.fixed).toMatchObject([{ file: "in/b.yaml", rule: "CRED-8", line: 17 }]);
    expect(report).toMatchObject({ exitCode: 2, files: [{ file: "in/kept.yaml" }] });
    place.write({ "in/c.json": document("Deny") });
    expect((await place.check("in", "--against", "HEAD", "--gate", "new")).exitCode).toBe(0);
    expect((await place.check("in", "--against", "HEAD", "--gate", "new", "--fail-on", "incomplete")).exitCode).toBe(2);
    for (const format of ["text", "markdown", "sarif", "github", "gitlab-codequality", "junit"]) {
      const { text } = await place.text("in", "--against", "HEAD", "--format", format);
      expect([format, text.includes("in/a.yaml")]).toEqual([format, true]);
    }
  });

  it("is not said of one that was renamed, or that is not asked for", async () => {
    place.write({ "in/a.yaml": denies, "out/b.yaml": denies, "in/kept.yaml": allows });
    commit();
    renameSync(path.join(place.folder, "in/a.yaml"), path.join(place.folder, "in/z.yaml"));
    rmSync(path.join(place.folder, "out/b.yaml"));
    git("add", "-A");
    const { findings } = await place.check("in", "--against", "HEAD");
    expect(findings.filter(({ rule }) => rule === "REMOVED_DENY")).toEqual([]);
  });
});
