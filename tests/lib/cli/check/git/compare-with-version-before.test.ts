import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";
import { outline, READ_ORDERS, roleTemplate, workspace } from "../workspace.ts";

const place = workspace();
const GET_ALL = [
  "Effect: Allow",
  "Action: dynamodb:*",
  "Resource: arn:aws:dynamodb:us-east-1:111122223333:table/orders",
];

const { git, commit } = gitIn(() => place.folder);

describe("--against a file", () => {
  it("names what the change newly allows, at the line, and passes what does not widen", async () => {
    place.write({ "v1.yaml": roleTemplate(READ_ORDERS), "v2.yaml": roleTemplate(GET_ALL) });
    const wider = await place.check("v2.yaml", "--against", "v1.yaml");
    expect(outline(wider)).toEqual(["ADDED_ACCESS blocking 17"]);
    expect(wider.findings[0]?.message).toMatch(/^Compared with its version in v1\.yaml: it allows more\./);
    expect(wider.findings[0]?.witness?.action).not.toBe("dynamodb:GetItem");
    expect(await place.check("v1.yaml", "--against", "v2.yaml")).toMatchObject({ exitCode: 0, against: "v2.yaml" });
  });

  it("is the previous version of one file only", async () => {
    place.write({ "a.yaml": roleTemplate(READ_ORDERS), "b.yaml": roleTemplate(READ_ORDERS) });
    await expect(place.check("a.yaml", "b.yaml", "--against", "a.yaml")).rejects.toThrow("one file cannot be");
  });

  it("is incomplete where the previous version is not known, and blocks where a Deny is gone", async () => {
    place.write({ "new.yaml": roleTemplate(READ_ORDERS), "broken.yaml": "Resources: [", "state.json": { a: 1 } });
    for (const previous of ["broken.yaml", "state.json"]) {
      const report = await place.check("new.yaml", "--against", previous);
      expect(report.exitCode).toBe(3);
      expect(outline(report)).toEqual(["UNDECIDED incomplete 6", "UNDECIDED incomplete 15"]);
    }
    const denies = ["Effect: Deny", "Action: iam:*", 'Resource: "*"'];
    place.write({ "old.yaml": roleTemplate(denies).replace("PolicyName: app", "PolicyName: guard") });
    const gone = await place.check("new.yaml", "--against", "old.yaml");
    expect(outline(gone)).toEqual(["ADDED_ACCESS blocking 17", "REMOVED_DENY blocking 1"]);
  });

  it("is incomplete where a condition that closed has lost its values", async () => {
    const among = (values: string) =>
      roleTemplate([...READ_ORDERS, "Condition:", `  StringEquals: { "aws:PrincipalTag/team": [${values}] }`]);
    place.write({ "old.yaml": among("platform"), "new.yaml": among("") });
    const report = await place.check("new.yaml", "--against", "old.yaml", "--gate", "new");
    expect(report.findings.map(({ rule, state }) => `${rule} ${state}`)).toEqual([
      "UNDECIDED new",
      "EMPTY_ARRAY_CONDITION new",
    ]);
    expect(report.exitCode).toBe(3);
    expect(await place.check("old.yaml", "--against", "new.yaml", "--gate", "new")).toMatchObject({ exitCode: 2 });
  });

  it("says what fixes that a policy could not be compared, by what stands in the way", async () => {
    const valid = roleTemplate(READ_ORDERS);
    const broken = valid.replace("Effect: Allow", "Effect: Perhaps");
    place.write({ "valid.yaml": valid, "broken.yaml": broken });
    const remedies = async (file: string, previous: string) => {
      const { findings } = await place.check(file, "--against", previous);
      return new Set(findings.filter(({ rule }) => rule === "UNDECIDED").map(({ remedy }) => remedy));
    };
    const corrected = "Correct the policy at the marked place. AWS would reject it.";
    const readable = "Compare with a readable version, or check what the policy adds yourself.";
    expect(await remedies("broken.yaml", "valid.yaml")).toEqual(new Set([corrected]));
    expect(await remedies("valid.yaml", "broken.yaml")).toEqual(new Set([readable]));
  });

  it("sees a managed policy that was attached since", async () => {
    const attached = roleTemplate(READ_ORDERS).replace(
      "      Policies:",
      "      ManagedPolicyArns: [arn:aws:iam::aws:policy/AdministratorAccess]\n      Policies:",
    );
    place.write({ "old.yaml": roleTemplate(READ_ORDERS), "new.yaml": attached, "same.yaml": attached });
    const rules = async (previous: string) =>
      outline(await place.check("new.yaml", "--against", previous, "--ignore", "CRED-8"));
    expect(await rules("old.yaml")).toEqual(["ADDED_ACCESS blocking 12", "CRED-8 blocking 12"]);
    expect(await rules("same.yaml")).toEqual(["CRED-8 blocking 12"]);
  });

  it("takes what is deployed from a Terraform plan that has no previous version", async () => {
    const policy = (action: string) =>
      JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: "*" }] });
    const change = {
      actions: ["update"],
      before: { policy: policy("s3:Get*") },
      after: { policy: policy("s3:*") },
      after_unknown: {},
    };
    const plan = (change: object) => ({
      terraform_version: "1.9.0",
      resource_changes: [{ address: "aws_iam_policy.p", mode: "managed", type: "aws_iam_policy", name: "p", change }],
    });
    place.write({ "plan.json": plan(change), "other.txt": "x" });
    commit();
    place.write({ "plan2.json": plan(change), "same.json": plan({ ...change, after: change.before }) });
    expect(outline(await place.check("plan2.json", "--against", "HEAD"))).toEqual(["ADDED_ACCESS blocking 17"]);
    expect(outline(await place.check("same.json", "--against", "HEAD"))).toEqual([]);
  });
});

describe("--against a commit", () => {
  it("compares every file with itself, from whatever folder, and says what is new", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS), "infra/same.yaml": roleTemplate(GET_ALL) });
    commit();
    place.write({ "infra/role.yaml": roleTemplate(GET_ALL), "infra/new é.yaml": roleTemplate(READ_ORDERS) });
    const report = await place.check("infra", "--against", "HEAD");
    expect(report.exitCode).toBe(2);
    expect(report.against).toMatch(/^HEAD \([0-9a-f]{7}\)$/);
    expect(report.findings.map(({ file, rule, policyKind }) => `${file} ${rule} ${policyKind}`)).toEqual([
      "infra/role.yaml ADDED_ACCESS identity",
      "infra/new é.yaml ADDED_ACCESS trust",
      "infra/new é.yaml ADDED_ACCESS identity",
    ]);
    expect(report.findings[1]?.message).toMatch(/^This policy is not in HEAD \(.*\), so everything it allows is new\./);
    const { check } = await import("#lib/cli/commands/check.ts");
    const below = { cwd: path.join(place.folder, "infra"), color: false, status: null };
    const there = JSON.parse((await check([".", "--against", "HEAD", "--format", "json"], below)).text);
    expect(there.findings.map((one: { id: string }) => one.id)).toEqual(report.findings.map(({ id }) => id));
    expect(there.findings[1]).toMatchObject({ file: "new é.yaml", uri: "infra/new é.yaml" });
  });

  it("counts for no change of a branch what the other one got since they parted, and says where that was", async () => {
    place.write({ "role.yaml": roleTemplate(GET_ALL), "gone.yaml": roleTemplate(GET_ALL) });
    const parted = commit();
    git("checkout", "-q", "-b", "feature");
    place.write({ "notes.txt": "x" });
    commit();
    git("checkout", "-q", "main");
    place.write({ "role.yaml": roleTemplate(READ_ORDERS), "more.yaml": roleTemplate(GET_ALL) });
    git("rm", "-q", "gone.yaml");
    const tip = commit();
    git("checkout", "-q", "feature");
    const found = async (against: string) => {
      const report = await place.check(".", "--against", against, "--gate", "new");
      return { exitCode: report.exitCode, against: report.against, found: [...outline(report), ...report.fixed] };
    };
    const where = `(${parted.slice(0, 7)}, merge base)`;
    expect(await found("main")).toEqual({ exitCode: 0, against: `main ${where}`, found: [] });
    expect(await found(tip)).toEqual({ exitCode: 0, against: `${tip.slice(0, 12)} ${where}`, found: [] });
    git("merge", "-q", "--no-edit", "main");
    expect(await found("main")).toMatchObject({ against: `main (${tip.slice(0, 7)})`, found: [] });
  });

  it("compares with the other commit itself, and says so, where nobody knows where they parted", async () => {
    place.write({ "role.yaml": roleTemplate(READ_ORDERS) });
    const other = commit();
    git("checkout", "-q", "--orphan", "unrelated");
    place.write({ "role.yaml": roleTemplate(GET_ALL) });
    commit();
    const { findings, against } = await place.check("role.yaml", "--against", "main");
    expect(against).toBe(`main itself (${other.slice(0, 7)})`);
    expect(findings[0]?.message).toContain(`Compared with its version in main itself (${other.slice(0, 7)}):`);
    expect((await place.check("role.yaml", "--against", other)).against).toBe(`${other.slice(0, 12)} itself`);
  });

  it("compares with a tag, and with a commit that is counted from a branch, as they are", async () => {
    place.write({ "role.yaml": roleTemplate(GET_ALL) });
    commit();
    git("checkout", "-q", "-b", "live");
    place.write({ "role.yaml": roleTemplate(READ_ORDERS) });
    const live = commit();
    git("tag", "deployed");
    git("checkout", "-q", "main");
    const found = async (against: string) => {
      const report = await place.check("role.yaml", "--against", against);
      return [report.against, ...outline(report).filter((one) => one.startsWith("ADDED_ACCESS"))];
    };
    expect(await found("live")).toHaveLength(1);
    for (const itself of ["deployed", "live~0"]) {
      expect(await found(itself)).toEqual([
        `${itself} (${live.slice(0, 7)})`,
        expect.stringMatching(/^ADDED_ACCESS blocking/),
      ]);
    }
  });

  it("compares with the other branch itself where they parted at more than one commit", async () => {
    place.write({ "role.yaml": roleTemplate(GET_ALL) });
    commit();
    git("checkout", "-q", "-b", "feature");
    place.write({ "notes.txt": "x" });
    const wide = commit();
    git("checkout", "-q", "main");
    place.write({ "role.yaml": roleTemplate(READ_ORDERS) });
    const narrow = commit();
    git("merge", "-q", "--no-edit", wide);
    const tip = git("rev-parse", "HEAD").trim();
    git("checkout", "-q", "feature");
    git("merge", "-q", "--no-edit", narrow);
    place.write({ "role.yaml": roleTemplate(GET_ALL) });
    commit();
    const report = await place.check("role.yaml", "--against", "main");
    expect(report.against).toBe(`main itself (${tip.slice(0, 7)})`);
    expect(outline(report)).toContainEqual(expect.stringMatching(/^ADDED_ACCESS blocking/));
  });

  it("refuses a name that is no commit, and a folder that is no repository", async () => {
    place.write({ "role.yaml": roleTemplate(READ_ORDERS) });
    await expect(place.check("role.yaml", "--against", "main")).rejects.toThrow("not a Git repository");
    commit();
    await expect(place.check("role.yaml", "--against", "nowhere")).rejects.toThrow(
      "git fetch --depth=1 origin nowhere",
    );
    await expect(place.check("role.yaml", "--against=--help")).rejects.toThrow("commit has this name");
  });

  it("does not take a file outside the repository, or a link, for one that was not there", async () => {
    place.write({ "repo/role.yaml": roleTemplate(READ_ORDERS), "outside.yaml": roleTemplate(READ_ORDERS) });
    mkdirSync(path.join(place.folder, "repo/links"));
    symlinkSync("../role.yaml", path.join(place.folder, "repo/links/role.yaml"));
    const repo = path.join(place.folder, "repo");
    for (const args of [
      ["init", "-q"],
      ["add", "-A"],
      ["-c", "user.name=t", "-c", "user.email=t@x.org", "commit", "-qm", "x"],
    ]) {
      execFileSync("git", args, { cwd: repo, stdio: "pipe" });
    }
    const { check } = await import("#lib/cli/commands/check.ts");
    const found = async (file: string) =>
      outline(
        JSON.parse(
          (await check([file, "--against", "HEAD", "--format", "json"], { cwd: repo, color: false, status: null }))
            .text,
        ),
      );
    expect(await found("../outside.yaml")).toEqual(["UNDECIDED incomplete 6", "UNDECIDED incomplete 15"]);
    expect(await found("links/role.yaml")).toEqual(["UNDECIDED incomplete 6", "UNDECIDED incomplete 15"]);
    expect(await found("role.yaml")).toEqual([]);
  });
});
