import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
import { type Planned, planOf } from "#tests/lib/templates/terraform/plan-support.ts";
import { gitIn } from "#tests/support/git.ts";
import { outline, workspace } from "../workspace.ts";

const place = workspace();

const allow = (Action: string) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
const MINTS = allow("iam:CreateAccessKey");
const EVERYONE = JSON.stringify({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
});

const plan = (...resources: Planned[]) => JSON.stringify(planOf(...resources));
const POLICY: Planned = { type: "aws_iam_policy", name: "app", after: { name: "app", policy: MINTS } };

/** Where each finding is, and in which plan. */
async function places(...args: string[]): Promise<string[]> {
  const { findings } = await place.check(...args);
  return findings.map(({ rule, file, line, column, plan: of }) => `${rule} ${file}:${line}:${column} ${of?.file}`);
}

const SOURCES = `# the application
resource "aws_iam_policy" "app" {
  name   = "app"
  policy = data.aws_iam_policy_document.app.json
}

resource "aws_iam_role" "app" {
  for_each           = toset(["a.b"])
  assume_role_policy = jsonencode({})
  inline_policy {
    name   = "other"
    policy = "{}"
  }
  inline_policy {
    name   = "in"
    policy = "{}"
  }
}
`;

describe("what is found in a plan whose sources lie next to it", () => {
  it("is at the policy in its block, and names the plan", async () => {
    const role = { type: "aws_iam_role", name: "app", key: '["a.b"]' };
    const inline = [{ name: "in", policy: MINTS }];
    place.write({
      "infra/main.tf": SOURCES,
      "infra/plan.json": plan(POLICY, { ...role, after: { assume_role_policy: EVERYONE, inline_policy: inline } }),
    });
    expect(await places("infra")).toEqual([
      "CRED-8 infra/main.tf:4:3 infra/plan.json",
      "CRED-8 infra/main.tf:16:5 infra/plan.json",
      "PUBLIC_ACCESS infra/main.tf:9:3 infra/plan.json",
      "ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL infra/main.tf:9:3 infra/plan.json",
    ]);
  });

  it("is at the head of the block where the policy is not written there", async () => {
    place.write({ "main.tf": '\nresource "aws_iam_policy" "app" {}\n', "plan.json": plan(POLICY) });
    expect(await places("plan.json")).toEqual(["CRED-8 main.tf:2:1 plan.json"]);
  });

  it("is in the module that is called by its path, and at the call of one that is fetched", async () => {
    place.write({
      "stack/main.tf": 'module "a" {\n  source = "../modules/a"\n}\nmodule "far" {\n  source = "registry/far/aws"\n}\n',
      "modules/a/main.tf": 'module "b" {\n  source = "./b"\n}\n',
      "modules/a/b/policies.tf": SOURCES,
      "stack/plan.json": plan(
        { ...POLICY, module: 'module.a["x.y"].module.b[0]' },
        { ...POLICY, module: "module.far", name: "other" },
      ),
    });
    spawnSync("git", ["init", "-q"], { cwd: place.folder });
    expect(await places("stack/plan.json")).toEqual([
      "CRED-8 modules/a/b/policies.tf:4:3 stack/plan.json",
      "CRED-8 stack/main.tf:4:1 stack/plan.json",
    ]);
  });

  it("is found from the folder that is checked, for a plan that was put elsewhere", async () => {
    place.write({ "infra/main.tf": 'resource "aws_iam_policy" "app" {}\n', "out/plan.json": plan(POLICY) });
    expect(await places("infra", "out/plan.json")).toEqual(["CRED-8 infra/main.tf:1:1 out/plan.json"]);
  });

  it("stays in the plan where the sources do not have it", async () => {
    place.write({
      "main.tf": SOURCES,
      "plan.json": plan({ ...POLICY, name: "gone" }, { ...POLICY, module: "module.none" }),
    });
    const [first, second] = (await place.check("plan.json")).findings;
    expect([first?.file, first?.plan, second?.file, second?.plan]).toEqual(["plan.json", null, "plan.json", null]);
  });

  it("keeps its name, whether the sources are there and wherever their lines go", async () => {
    const named = async () => (await place.check("plan.json")).findings.map(({ id, fingerprint }) => [id, fingerprint]);
    place.write({ "plan.json": plan(POLICY) });
    const alone = await named();
    place.write({ "main.tf": SOURCES });
    expect(await named()).toEqual(alone);
    place.write({ "main.tf": `\n\n${SOURCES}` });
    expect(await named()).toEqual(alone);
  });

  it("says the plan in every form, and shows no line of it as one of the source", async () => {
    place.write({ "main.tf": SOURCES, "plan.json": JSON.stringify(planOf(POLICY), null, 2) });
    const { text } = await place.text("plan.json");
    expect(text).toContain("main.tf:4:3  blocking");
    expect(text).toContain("aws_iam_policy.app · app · identity policy · statement 0 · in the plan plan.json");
    expect(text).not.toMatch(/\d \| +"policy"/);
    const sarif = JSON.parse((await place.text("plan.json", "--format", "sarif")).text);
    const [{ locations, relatedLocations }] = sarif.runs[0].results;
    expect(locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "main.tf" },
      region: { startLine: 4 },
    });
    expect(relatedLocations[0].physicalLocation.artifactLocation.uri).toBe("plan.json");
  });
});

describe("Terraform's own files without a plan", () => {
  const REMEDY = "Create a plan and check it: terraform plan -out=tfplan && terraform show -json tfplan > plan.json";

  it("are one gap, which says how to make a plan", async () => {
    place.write({ "infra/main.tf": SOURCES, "infra/more.tf": 'resource "aws_sqs_queue_policy" "q" {}\n' });
    const { findings, exitCode, verdict } = await place.check(".");
    const message =
      "Terraform policies are read from a plan, and no plan here contains these resources: aws_iam_policy.app (infra/main.tf:2), aws_iam_role.app (infra/main.tf:7), aws_sqs_queue_policy.q (infra/more.tf:1).";
    expect(findings).toMatchObject([
      { rule: "INCOMPLETE_POLICY", level: "incomplete", file: "infra/main.tf", line: 2, message, remedy: REMEDY },
    ]);
    expect([exitCode, verdict]).toEqual([3, "incomplete"]);
  });

  it.each([
    ["", 0],
    ['bucket = "b"', 0],
    ["policy = data.aws_iam_policy_document.b.json", 3],
  ])("are one of a resource that need not have a policy where it is written there: %s", async (body, exitCode) => {
    place.write({
      "q.json": JSON.parse(allow("s3:GetObject")),
      "main.tf": `resource "aws_s3_bucket" "b" {\n${body}\n}\n`,
    });
    expect((await place.check(".")).exitCode).toBe(exitCode);
  });

  it("are none where they have no policies, or a plan has them", async () => {
    place.write({
      "q.json": JSON.parse(allow("s3:GetObject")),
      "main.tf": 'resource "aws_vpc" "v" {}\nmodule "m" {}\n',
    });
    expect((await place.check(".")).exitCode).toBe(0);
    const role = { type: "aws_iam_role", name: "app", after: { assume_role_policy: allow("sts:AssumeRole") } };
    place.write({
      "iam.tf": SOURCES,
      "plan.json": plan({ ...POLICY, after: { policy: allow("s3:GetObject") } }, role),
    });
    const rules = (await place.check(".")).findings.map(({ rule }) => rule);
    expect(rules).not.toContain("INCOMPLETE_POLICY");
  });

  it("are no gap in what Terraform fetched or in what is left out", async () => {
    place.write({
      "q.json": JSON.parse(allow("s3:GetObject")),
      ".terraform/modules/m/main.tf": SOURCES,
      "old/x.tf": SOURCES,
    });
    expect((await place.check(".", "--exclude", "old")).exitCode).toBe(0);
  });

  it("are no policies found where there is nothing else", async () => {
    place.write({ "main.tf": 'resource "aws_vpc" "v" {}\n' });
    const { findings, exitCode } = await place.check(".");
    expect(findings).toMatchObject([
      { rule: "UNREADABLE_FILE", message: expect.stringContaining("No policies found") },
    ]);
    expect(exitCode).toBe(3);
  });

  it("say so when one is named, next to the keys in it", async () => {
    place.write({
      "main.tf": `${SOURCES}provider "aws" {\n  access_key = "a-key-of-some-kind"\n  secret_key = "b-key"\n}\n`,
    });
    const rules = (await place.check("main.tf")).findings.map(({ rule }) => rule);
    expect([...new Set(rules)].sort()).toEqual(["CRED-7", "INCOMPLETE_POLICY"]);
  });

  it("are a gap that was there before, unless there are more of them", async () => {
    place.write({ "main.tf": SOURCES, "q.json": JSON.parse(allow("s3:GetObject")) });
    gitIn(() => place.folder).commit();
    place.write({ "main.tf": `\n${SOURCES}` });
    const same = await place.check(".", "--against", "HEAD", "--gate", "new");
    expect([same.findings[0]?.state, same.exitCode]).toEqual(["unchanged", 0]);
    place.write({ "main.tf": `${SOURCES}resource "aws_kms_key_policy" "k" {}\n` });
    const more = await place.check(".", "--against", "HEAD", "--gate", "new");
    expect([more.findings[0]?.state, more.exitCode]).toEqual(["new", 3]);
  });

  it("are the same gap in a file that is named", async () => {
    place.write({ "main.tf": SOURCES });
    gitIn(() => place.folder).commit();
    const run = () => place.check("main.tf", "--against", "HEAD", "--gate", "new");
    const gap = ({ findings }: Report) => findings.find(({ rule }) => rule === "INCOMPLETE_POLICY")?.state;
    expect(gap(await run())).toBe("unchanged");
    place.write({ "main.tf": `\n${SOURCES}` });
    expect(gap(await run())).toBe("unchanged");
    place.write({ "main.tf": "locals {}\n" });
    expect((await run()).fixed.map(({ rule }) => rule)).toEqual(["INCOMPLETE_POLICY"]);
  });

  it("may be accepted by the name of the gap, until there are more of them", async () => {
    place.write({ "main.tf": SOURCES });
    const [gap] = (await place.check(".")).findings;
    const ignoring = () => place.check(".", "--ignore", gap?.id ?? "");
    expect((await ignoring()).exitCode).toBe(0);
    place.write({ "more.tf": 'resource "aws_kms_key_policy" "k" {}\n' });
    expect((await ignoring()).exitCode).toBe(3);
  });

  describe("in JSON", () => {
    const JSON_SOURCES = {
      resource: {
        aws_vpc: { v: {} },
        aws_iam_policy: { app: { name: "app", policy: MINTS } },
        aws_iam_role: { app: [{ assume_role_policy: EVERYONE, inline_policy: { name: "in", policy: MINTS } }] },
      },
    };

    it("are a gap of the same kind, at the name of the first", async () => {
      place.write({ "q.json": JSON.parse(allow("s3:GetObject")), "infra/main.tf.json": JSON_SOURCES });
      const { findings, exitCode } = await place.check(".");
      expect(findings).toMatchObject([
        {
          rule: "INCOMPLETE_POLICY",
          file: "infra/main.tf.json",
          line: 7,
          resource: "aws_iam_policy.app",
          message: expect.stringContaining("aws_iam_role.app (infra/main.tf.json:13)."),
        },
      ]);
      expect(exitCode).toBe(3);
      expect(outline(await place.check("infra/main.tf.json"))).toEqual(["INCOMPLETE_POLICY incomplete 7"]);
    });

    it("are one in a list of resources, and in what a dynamic block makes", async () => {
      const bucket = { aws_s3_bucket: { b: { dynamic: { policy: { for_each: [], content: {} } } } } };
      place.write({ "q.json": JSON.parse(allow("s3:GetObject")), "main.tf.json": { resource: [{}, bucket] } });
      expect((await place.check(".")).findings[0]?.message).toContain("aws_s3_bucket.b (main.tf.json:");
    });

    it("are none where a plan has them, and tell where it is found", async () => {
      const role = { type: "aws_iam_role", name: "app", after: { assume_role_policy: allow("sts:AssumeRole") } };
      place.write({ "main.tf.json": JSON_SOURCES, "plan.json": plan(POLICY, role) });
      expect(await places(".")).toContain("CRED-8 main.tf.json:9:9 plan.json");
      expect((await place.check(".")).findings.map(({ rule }) => rule)).not.toContain("INCOMPLETE_POLICY");
    });

    it("are unreadable where the file is broken, and passed over where they have no policies", async () => {
      const other = { "q.json": JSON.parse(allow("s3:GetObject")) };
      place.write({ ...other, "main.tf.json": `${JSON.stringify(JSON_SOURCES)},` });
      expect(outline(await place.check("."))).toEqual(["UNREADABLE_FILE incomplete 1"]);
      place.write({ ...other, "main.tf.json": { resource: { aws_vpc: { v: {} } } } });
      expect((await place.check(".")).exitCode).toBe(0);
      place.write({ ".terraform/modules/m/main.tf.json": JSON_SOURCES });
      expect((await place.check(".")).exitCode).toBe(0);
    });
  });
});
