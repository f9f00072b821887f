import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { check } from "#lib/cli/commands/check.ts";
import { change } from "#tests/lib/templates/terraform/plan-support.ts";
import { outline, workspace } from "../workspace.ts";

const place = workspace();

const MINTS = {
  type: "aws_iam_policy",
  after: {
    name: "mints",
    policy: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iam:CreateAccessKey","Resource":"*"}]}',
  },
};

/** More than is read whole: as many instances with their start scripts as make 6 MB, and one policy among them. */
function largePlan(policy = MINTS): string {
  const instance = (index: number) => {
    return change({ type: "aws_instance", name: `i${index}`, after: { user_data: "x".repeat(10_000) } });
  };
  const instances = Array.from({ length: 600 }, (_, index) => instance(index));
  return JSON.stringify({ format_version: "1.2", resource_changes: [...instances, change(policy)] });
}

const READS = { ...MINTS, after: { ...MINTS.after, policy: MINTS.after.policy.replace("CreateAccessKey", "GetUser") } };

describe("a plan that is larger than what is read whole", () => {
  it("is judged, at the place in the file", async () => {
    const plan = largePlan();
    place.write({ "plan.json": plan });
    const { findings, policies, exitCode } = await place.check("plan.json");
    expect([policies.identity, exitCode]).toEqual([1, 2]);
    const column = plan.indexOf('"{\\"Version') + 1;
    expect(findings[0]).toMatchObject({ rule: "CRED-8", resource: "aws_iam_policy.r", line: 1, column });
  });

  it("is incomplete where it is cut off, and says where it ends", async () => {
    const plan = largePlan();
    place.write({ "plan.json": plan.slice(0, 2_000_000) });
    const { findings, exitCode } = await place.check("plan.json");
    const message = "The plan is cut off here. Create the plan again.";
    expect(findings).toMatchObject([{ rule: "UNREADABLE_FILE", message, line: 1, column: 2_000_001 }]);
    expect(exitCode).toBe(3);
  });

  it("is compared with one before it", async () => {
    place.write({ "plan.json": largePlan(), "before.json": largePlan(READS), "same.json": largePlan() });
    const more = await place.check("plan.json", "--against", "before.json");
    expect(outline(more)).toContain("ADDED_ACCESS blocking 1");
    const same = await place.check("plan.json", "--against", "same.json");
    expect(same.findings.map(({ rule, state }) => [rule, state])).toEqual([["CRED-8", "unchanged"]]);
  });

  it("is compared with itself in a commit", async () => {
    const git = (...args: string[]) =>
      spawnSync("git", ["-c", "user.name=t", "-c", "user.email=t@t", ...args], { cwd: place.folder });
    git("init", "-q");
    place.write({ "plan.json": largePlan(READS), "small.json": JSON.parse(MINTS.after.policy) });
    git("add", ".");
    git("commit", "-qm", "before");
    place.write({ "plan.json": largePlan() });
    const report = await place.check(".", "--against", "HEAD");
    const rules = report.findings.map(({ file, rule, state }) => `${file} ${rule} ${state}`);
    expect(rules).toEqual(["plan.json CRED-8 new", "plan.json ADDED_ACCESS new", "small.json CRED-8 unchanged"]);
  });

  it("says that it is read, where someone waits at a terminal", async () => {
    place.write({ "plan.json": largePlan() });
    const said: string[] = [];
    await check(["plan.json"], { cwd: place.folder, color: false, status: (line) => said.push(line) });
    expect(said).toEqual(["Reading plan.json, 6 MB …", ""]);
  });
});
