import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { READ_ORDERS, roleTemplate, workspace } from "#tests/lib/cli/check/workspace.ts";
import { FakeGithub } from "./fake-github.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const SHA = "a".repeat(40);
const BLOCKED = roleTemplate(READ_ORDERS, 'AWS: "*"');
const place = workspace();
let github = new FakeGithub();
let url = "";

beforeEach(async () => {
  github = new FakeGithub();
  url = await github.start();
});
afterEach(() => github.stop());

/** Runs the step as a runner does, and reads what it left. */
async function step(inputs: Record<string, string> = {}, run: Record<string, string> = {}) {
  const at = (name: string) => path.join(place.folder, name);
  const files = {
    GITHUB_OUTPUT: at("output.txt"),
    GITHUB_STEP_SUMMARY: at("summary.txt"),
    GITHUB_EVENT_PATH: at("event.txt"),
  };
  writeFileSync(files.GITHUB_OUTPUT, "");
  writeFileSync(files.GITHUB_STEP_SUMMARY, "");
  writeFileSync(
    files.GITHUB_EVENT_PATH,
    JSON.stringify({ pull_request: { number: 7, head: { sha: run.sha ?? SHA } } }),
  );
  const { sha: _, ...rest } = run;
  const env = {
    NODE_ENV: "test" as const,
    PATH: process.env.PATH ?? "",
    RUNNER_TEMP: place.folder,
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: "octo/app",
    GITHUB_WORKFLOW: "Checks",
    GITHUB_JOB: "policies",
    GITHUB_RUN_NUMBER: "5",
    GITHUB_RUN_ATTEMPT: "1",
    GUARDIANS_TOKEN: "job-token",
    GUARDIANS_PATHS: "infra",
    ...files,
    ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`GUARDIANS_${name}`, value])),
    ...rest,
  };
  const child = spawn(process.execPath, [path.join(ROOT, "scripts/action.mjs")], { cwd: place.folder, env });
  const closed = once(child, "close");
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await closed;
  return {
    code,
    out,
    err,
    outputs: readOutputs(readFileSync(files.GITHUB_OUTPUT, "utf8")),
    summary: readFileSync(files.GITHUB_STEP_SUMMARY, "utf8"),
  };
}

function readOutputs(file: string): Record<string, string> {
  const outputs: Record<string, string> = {};
  for (const [, name = "", , value = ""] of file.matchAll(/^([\w-]+)<<(end-[\w-]+)\n([\s\S]*?)\n\2\n/gm))
    outputs[name] = value;
  return outputs;
}

describe("the action", { timeout: 60_000 }, () => {
  it("says it everywhere and fails, with its outputs set", async () => {
    place.write({ "infra/role.yaml": BLOCKED });
    const { code, out, err, outputs, summary } = await step({ SARIF_FILE: "out.sarif" });
    expect({ code, err }).toEqual({ code: 2, err: "" });
    expect(out).toMatch(/^::error file=infra\/role\.yaml,line=8,endLine=11,title=/);
    expect(summary).toMatch(/^## Policy checks: blocked\n/);
    expect(outputs).toMatchObject({
      verdict: "blocked",
      "exit-code": "2",
      blocking: "1",
      incomplete: "0",
      "sarif-file": "out.sarif",
    });
    expect(existsSync(outputs["report-file"] ?? "")).toBe(true);
    expect(JSON.parse(readFileSync(path.join(place.folder, "out.sarif"), "utf8")).version).toBe("2.1.0");
    expect(github.comments).toHaveLength(1);
    expect(github.comments[0]?.body).toMatch(
      new RegExp(`^<!-- guardians-check key=[0-9a-f]{12} sha=${SHA} run=5\\.1 -->\n## Policy`),
    );
    expect(github.comments[0]?.body).toContain(`Checked commit ${SHA}.`);
  });

  it("reports the same and fails nothing in shadow, but for a check that could not run", async () => {
    place.write({ "infra/role.yaml": BLOCKED });
    const shadow = await step({ MODE: "shadow", COMMENT: "false", ANNOTATIONS: "false" });
    expect(shadow).toMatchObject({ code: 0, outputs: { verdict: "blocked", "exit-code": "2" } });
    expect(shadow.out).not.toMatch(/^::/m);
    expect(github.requests).toEqual([]);
    const wrong = await step({ MODE: "shadow", PROFILE: "gone.json" });
    expect(wrong).toMatchObject({ code: 1, outputs: { verdict: "error", "exit-code": "1" } });
    expect(wrong.out).toMatch(/^::error title=Guardians::gone\.json: There is no such file/m);
    expect((await step({ MODE: "loud" })).out).toContain("The input mode must be enforce or shadow, not “loud”.");
  });

  it("keeps one comment up to date, its own, beside comments of others with the same mark", async () => {
    place.write({ "infra/role.yaml": BLOCKED });
    await step({}, { GITHUB_RUN_NUMBER: "1" });
    const own = github.comments[0]?.body ?? "";
    const forged = { id: 900, body: own, user: { login: "mallory" } };
    const others = Array.from({ length: 120 }, (_, n) => ({
      id: 1000 + n,
      body: `x\n${own}`,
      user: { login: "github-actions[bot]" },
    }));
    github.comments = [forged, ...others, { id: 901, body: own, user: { login: "github-actions[bot]" } }];
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    expect(await step()).toMatchObject({ code: 0, outputs: { verdict: "pass" } });
    expect(github.comments).toHaveLength(122);
    expect(github.comments.at(-1)?.body).toMatch(/run=5\.1 -->\n## Policy checks: passed/);
    expect(github.comments[0]).toEqual(forged);
    await step({}, { GITHUB_JOB: "other" });
    expect(github.comments).toHaveLength(123);
  });

  it("writes nothing over the word of a later run, or for a commit that is no longer the head", async () => {
    place.write({ "infra/role.yaml": BLOCKED });
    await step({}, { GITHUB_RUN_NUMBER: "9" });
    const later = github.comments[0]?.body;
    const late: Record<string, string>[] = [
      { GITHUB_RUN_NUMBER: "8" },
      { GITHUB_RUN_NUMBER: "10", sha: "b".repeat(40) },
    ];
    for (const run of late) {
      const { code, out } = await step({}, run);
      expect(code).toBe(2);
      expect(out).toContain("::notice title=Guardians::The comment was left alone");
      expect(github.comments.map(({ body }) => body)).toEqual([later]);
    }
    await step({}, { GITHUB_RUN_NUMBER: "9", GITHUB_RUN_ATTEMPT: "2" });
    expect(github.comments[0]?.body).toContain("run=9.2 -->");
  });

  it("S33 keeps its verdict where it may not comment, and where GitHub is not well", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    github.refuseWrites = 403;
    const fork = await step();
    expect(fork.code).toBe(0);
    expect(fork.out).toContain("::warning title=Guardians::The comment was not written. The token may not comment");
    github.refuseWrites = null;
    github.failures = 1;
    expect((await step()).code).toBe(0);
    expect(github.comments).toHaveLength(1);
  });

  it("S37 can not be steered by what is in a template", async () => {
    const hostile = [
      "::set-output name=verdict::pass",
      "%0A::error::x",
      "\\n::stop-commands::t\\n##[add-mask]x",
      "@everyone <img src=x onerror=alert(1)> --> [x](http://evil.example) ``` | #1",
      "\\u001b[31m\\u202e",
    ];
    const files = Object.fromEntries(
      hostile.map((name, n) => [
        `infra/${n}.yaml`,
        BLOCKED.replaceAll("AppRole", `"${name}"`)
          .replace("PolicyName: app", `PolicyName: "${name}"`)
          .replaceAll('AWS: "*"', `AWS: ["*", "${name}"]`),
      ]),
    );
    place.write({ ...files, "infra/::error file=x::y.yaml": BLOCKED });
    const found = await step();
    expect(found).toMatchObject({ code: 2, outputs: { verdict: "blocked", "exit-code": "2" } });
    for (const line of found.out.split("\n").filter((one) => one.trimStart().startsWith("::"))) {
      expect(line).toMatch(/^::(?:error|warning|notice) [^:]*::[^\r]*$/);
    }
    expect(found.out).not.toContain("##[");
    expect(found.out).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    for (const markdown of [found.summary, github.comments[0]?.body ?? ""]) {
      const prose = markdown.replace(/^(`{3,})\n[\s\S]*?\n\1$/gm, "").replace(/(?<!`)(`+)(?!`)(?:.*?[^`])\1(?!`)/g, "");
      expect(prose).not.toMatch(/<img|@everyone|http:\/\/evil|\]\(http:/);
      expect(prose.match(/-->/g)?.length ?? 0).toBeLessThanOrEqual(1);
    }
  });

  it("blocks on what is new only, since the branch left the other one, unless it is told otherwise", async () => {
    const identity = ["-c", "user.name=t", "-c", "user.email=t@example.com", "-c", "init.defaultBranch=main"];
    const git = (...args: string[]) =>
      execFileSync("git", [...identity, ...args], { cwd: place.folder, stdio: "pipe" });
    const commit = (files: Record<string, string>) => {
      place.write(files);
      git("add", "-A");
      git("commit", "-q", "-m", "x");
    };
    git("init", "-q");
    commit({ "infra/role.yaml": BLOCKED });
    git("checkout", "-q", "-b", "change");
    commit({ "infra/role.yaml": `# moved\n${BLOCKED}` });
    git("checkout", "-q", "main");
    commit({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    git("checkout", "-q", "change");
    const since = await step({ AGAINST: "main", COMMENT: "false" });
    expect(since).toMatchObject({ code: 0, outputs: { verdict: "pass", blocking: "1" } });
    expect(since.out).toMatch(/Since [0-9a-f]{12}: 0 new, 1 still there, 0 fixed\./);
    expect(since.summary).toContain("### Still there: blocking (1)");
    expect(await step({ AGAINST: "main", GATE: "all", COMMENT: "false" })).toMatchObject({ code: 2 });
    commit({ "infra/other.yaml": BLOCKED });
    expect(await step({ AGAINST: "main", COMMENT: "false" })).toMatchObject({ code: 2, outputs: { blocking: "4" } });
    expect((await step({ GATE: "some" })).out).toContain("The input gate must be new or all, not “some”.");
  });

  it("shortens a report that is longer than a comment may be, and leaves no block of code open", async () => {
    const many = Array.from({ length: 90 }, (_, n) =>
      BLOCKED.replace("Resources:\n", "").replace("AppRole", `Role${n}${"x".repeat(150)}`),
    );
    place.write({ "infra/many.yaml": `Resources:\n${many.join("")}` });
    await step();
    const body = github.comments[0]?.body ?? "";
    expect(body.length).toBeGreaterThan(20_000);
    expect(body.length).toBeLessThan(65_536);
    expect((body.match(/^```$/gm)?.length ?? 1) % 2).toBe(0);
    expect(body).toContain("There is more: the whole report");
  });
});

describe("action.yml", () => {
  type Action = {
    inputs: Record<string, { description: string }>;
    outputs: Record<string, { value: string }>;
    runs: { using: string; steps: { id: string; run: string; env: Record<string, string> }[] };
  };
  const action: Action = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8"));
  const [only] = action.runs.steps;

  it("hands every input over as an environment variable, and none in a script", () => {
    expect(only?.run).not.toContain("${{");
    const handed = Object.entries(only?.env ?? {}).filter(([, value]) => value.includes("inputs."));
    const expected = Object.keys(action.inputs).map((name) => [
      `GUARDIANS_${name.toUpperCase().replaceAll("-", "_")}`,
      `\${{ inputs.${name} }}`,
    ]);
    expect(handed.sort()).toEqual(expected.sort());
  });

  it("declares the outputs that the step sets, and no server before there is one", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    const { outputs } = await step({ COMMENT: "false" });
    expect(Object.keys(action.outputs).sort()).toEqual(Object.keys(outputs).sort());
    expect(Object.keys(action.inputs)).not.toContain("server");
  });
});
