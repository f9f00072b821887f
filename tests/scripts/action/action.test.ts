import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { READ_ORDERS, roleTemplate, workspace } from "#tests/lib/cli/check/workspace.ts";
import { gitIn } from "#tests/support/git.ts";
import { readInputs } from "../../../scripts/action/inputs.mjs";
import { cloneAt, MOVING, madeRelease } from "../release/made-release.ts";
import { FakeGithub } from "./fake-github.ts";
import { runStep, SHA } from "./run-step.ts";

const ROOT = path.resolve(import.meta.dirname, "../../..");
const BLOCKED = roleTemplate(READ_ORDERS, 'AWS: "*"');
const place = workspace();
const release = madeRelease();
let action = "";
const PROGRAM = "scripts/action.mjs";
let github = new FakeGithub();
let url = "";

beforeAll(() => {
  action = cloneAt(MOVING, release());
});
beforeEach(async () => {
  github = new FakeGithub();
  url = await github.start();
});
afterEach(() => github.stop());

const step = (inputs?: Record<string, string>, run?: Record<string, string>) =>
  runStep({ program: path.join(action, PROGRAM), folder: place.folder, github: url }, { inputs, run });

/** A repository, and the step as it runs in a shallow clone of one commit of it for a pull request. */
function pullRequest() {
  const upstream = path.join(place.folder, "upstream");
  const { git, commit } = gitIn(() => upstream);
  const run = ({ checkout, head, base }: { checkout: string; head: string; base: { sha: string; ref?: string } }) => {
    const folder = mkdtempSync(path.join(place.folder, "clone-"));
    const inClone = gitIn(() => folder).git;
    inClone("init", "-q");
    inClone("remote", "add", "origin", `file://${upstream}`);
    inClone("fetch", "-q", "--depth=1", "origin", checkout);
    inClone("checkout", "-q", "FETCH_HEAD");
    return runStep(
      { program: path.join(action, PROGRAM), folder, github: url },
      { inputs: { comment: "false" }, base, run: { sha: head } },
    );
  };
  return {
    git,
    commit: (files: Record<string, string>) => {
      place.write(Object.fromEntries(Object.entries(files).map(([name, text]) => [`upstream/${name}`, text])));
      return commit();
    },
    run,
  };
}

describe("the action", () => {
  it("says it everywhere and fails, with its outputs set", async () => {
    place.write({ "infra/role.yaml": BLOCKED });
    const { code, out, err, outputs, summary } = await step({ "sarif-file": "out.sarif" });
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
    const shadow = await step({ mode: "shadow", comment: "false", annotations: "false" });
    expect(shadow).toMatchObject({ code: 0, outputs: { verdict: "blocked", "exit-code": "2" } });
    expect(shadow.out).not.toMatch(/^::/m);
    expect(github.requests).toEqual([]);
    const wrong = await step({ mode: "shadow", profile: "gone.json" });
    expect(wrong).toMatchObject({ code: 1, outputs: { verdict: "error", "exit-code": "1" } });
    expect(wrong.out).toMatch(/^::error title=Guardians::gone\.json: The file does not exist/m);
    expect((await step({ mode: "loud" })).out).toContain("The input mode must be enforce or shadow, not “loud”.");
  });

  it("takes what is given for values, also where it looks like an option, and passes nothing unseen", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    for (const name of ["--help", "--version", "-h"]) {
      expect(await step({ paths: name }), name).toMatchObject({ code: 3, outputs: { verdict: "incomplete" } });
    }
    expect((await step({ profile: "--fail-on=never" })).out).toContain("::--fail-on=never: The file does not exist");
    expect((await step({ mode: "x\n::set-output name=verdict::pass" })).out).not.toMatch(/^::set-output/m);
    expect(await step({ "fail-on": "never --format=json" })).toMatchObject({ code: 1, outputs: { verdict: "error" } });
  });

  it("takes no end for a pass that left no report", async () => {
    cpSync(path.join(action, "scripts"), path.join(place.folder, "scripts"), { recursive: true });
    place.write({ "bin/guardians.mjs": "process.exitCode = 0;\n" });
    const program = path.join(place.folder, PROGRAM);
    const ended = await runStep({ program, folder: place.folder, github: url }, { inputs: { mode: "shadow" } });
    expect(ended).toMatchObject({ code: 1, outputs: { verdict: "error", "exit-code": "1" } });
    expect(ended.summary).toContain("could not run");
  });

  it("keeps one comment up to date, its own, next to comments of others with the same mark", async () => {
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
      expect(out).toContain("::notice title=Guardians::The comment was left unchanged");
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
    expect(fork.out).toContain("::warning title=Guardians::Could not write the comment. The token cannot comment");
    github.refuseWrites = null;
    github.failures = 1;
    expect((await step()).code).toBe(0);
    expect(github.comments).toHaveLength(1);
  });

  it.each<[string, Record<string, string>, string]>([
    [
      "no event",
      { GITHUB_EVENT_PATH: "/nowhere/event.json" },
      "Could not read the workflow event from GITHUB_EVENT_PATH, /nowhere",
    ],
    ["no folder for its outputs", { GITHUB_OUTPUT: "/nowhere/output" }, "/nowhere/output"],
    ["no folder for its files", { RUNNER_TEMP: "/nowhere" }, "/nowhere/guardians"],
  ])("says in one line of the log that there is %s, and fails", async (_, run, words) => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    const { code, out, err } = await step({}, run);
    expect([code, err]).toEqual([1, ""]);
    expect(out.split("\n").filter((line) => line.startsWith("::error"))).toEqual([expect.stringContaining(words)]);
  });

  it("runs for an event that holds nothing", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS), "none.json": "null" });
    const found = await step({}, { GITHUB_EVENT_PATH: path.join(place.folder, "none.json") });
    expect(found).toMatchObject({ code: 0, outputs: { verdict: "pass" } });
    expect(github.comments).toEqual([]);
  });

  it("S37 cannot be steered by what is in a template", async () => {
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
    const { git, commit: commitAll } = gitIn(() => place.folder);
    const commit = (files: Record<string, string>) => {
      place.write(files);
      commitAll();
    };
    commit({ "infra/role.yaml": BLOCKED });
    git("checkout", "-q", "-b", "change");
    commit({ "infra/role.yaml": `# moved\n${BLOCKED}` });
    git("checkout", "-q", "main");
    commit({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    git("checkout", "-q", "change");
    const since = await step({ against: "main", comment: "false" });
    expect(since).toMatchObject({ code: 0, outputs: { verdict: "pass", blocking: "0" } });
    expect(since.out).toMatch(/Since main \([0-9a-f]{7}, merge base\): 0 new, 1 still there, 0 fixed\./);
    expect(since.summary).toContain("### Still there: blocking (1)");
    expect(await step({ against: "main", gate: "all", comment: "false" })).toMatchObject({ code: 2 });
    commit({ "infra/other.yaml": BLOCKED });
    expect(await step({ against: "main", comment: "false" })).toMatchObject({ code: 2, outputs: { blocking: "3" } });
    expect((await step({ gate: "some" })).out).toContain("The input gate must be new or all, not “some”.");
  });

  it("compares a pull request with its base, fetched where the clone is too shallow; where it is not to be had everything counts", async () => {
    const { commit, run } = pullRequest();
    const base = commit({ "infra/role.yaml": BLOCKED });
    const head = commit({ "infra/role.yaml": `# moved\n${BLOCKED}` });
    const compared = await run({ checkout: head, head, base: { sha: base } });
    expect(compared).toMatchObject({ code: 0, outputs: { verdict: "pass", blocking: "0" } });
    expect(compared.out).toContain(`Since ${base.slice(0, 12)}: 0 new, 1 still there, 0 fixed.`);
    const gone = await run({ checkout: head, head, base: { sha: "b".repeat(40) } });
    expect(gone).toMatchObject({ code: 2, outputs: { verdict: "blocked" } });
    expect(gone.out).toMatch(
      /^::warning title=Guardians::The base of the pull request, bbbbbbbbbbbb, is not in the clone/m,
    );
  });

  it("compares a pull request with the commit that it left its base at, whatever base the event names", async () => {
    const { git, commit, run } = pullRequest();
    const forked = commit({ "infra/role.yaml": roleTemplate(READ_ORDERS), "infra/other.yaml": BLOCKED });
    git("checkout", "-q", "-b", "change");
    const head = commit({ "infra/own.yaml": roleTemplate(READ_ORDERS) });
    git("checkout", "-q", "main");
    const others = commit({ "infra/role.yaml": BLOCKED, "infra/other.yaml": roleTemplate(READ_ORDERS) });
    git("checkout", "-q", "-b", "tried", "main");
    git("merge", "-q", "--no-ff", "-m", "try", "change");
    const tried = git("rev-parse", "HEAD").trim();
    const notNew = { code: 0, outputs: { blocking: "0" } };
    const old = { sha: forked, ref: "main" };
    expect(await run({ checkout: tried, head, base: old })).toMatchObject(notNew);
    expect(await run({ checkout: head, head, base: { sha: others, ref: "main" } })).toMatchObject(notNew);
    git("checkout", "-q", "change");
    git("merge", "-q", "--no-ff", "-m", "update", "main");
    const updated = git("rev-parse", "HEAD").trim();
    const compared = await run({ checkout: updated, head: updated, base: old });
    expect(compared).toMatchObject(notNew);
    expect(compared.out).toContain(`Since ${others.slice(0, 12)}: `);
    const widened = commit({ "infra/own.yaml": BLOCKED });
    expect(await run({ checkout: widened, head: widened, base: old })).toMatchObject({ code: 2 });
  });

  it("compares a pull request with the tip of its base where several commits are as near, and says so", async () => {
    const { git, commit, run } = pullRequest();
    const first = commit({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    git("checkout", "-q", "-b", "change");
    const change = commit({ "infra/own.yaml": roleTemplate(READ_ORDERS) });
    git("checkout", "-q", "main");
    const main = commit({ "infra/other.yaml": roleTemplate(READ_ORDERS) });
    git("merge", "-q", "--no-ff", "-m", "across", change);
    git("checkout", "-q", "change");
    git("merge", "-q", "--no-ff", "-m", "across", main);
    const head = git("rev-parse", "HEAD").trim();
    const { out } = await run({ checkout: head, head, base: { sha: first, ref: "main" } });
    expect(out).toMatch(/^::warning title=Guardians::Git found no single merge base/m);
    expect(out).toContain(`Since ${git("rev-parse", "main").slice(0, 12)} itself`);
  });

  it("S39 hands the tokens of the job to no program that it starts", async () => {
    const said = path.join(place.folder, "said.txt");
    place.write({
      "infra/role.yaml": BLOCKED,
      "programs/git": '#!/bin/sh\nenv >> "$SAID"\nPATH=$OTHERS exec git "$@"\n',
    });
    chmodSync(path.join(place.folder, "programs/git"), 0o755);
    const run = {
      SAID: said,
      OTHERS: process.env.PATH ?? "",
      PATH: `${path.join(place.folder, "programs")}:${process.env.PATH ?? ""}`,
      ACTIONS_RUNTIME_TOKEN: "runner-token",
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: "runner-token",
    };
    await step({ against: "main" }, run);
    expect(readFileSync(said, "utf8")).toContain("GITHUB_JOB=policies");
    expect(readFileSync(said, "utf8")).not.toMatch(/job-token|runner-token/);
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
    expect(body).toContain("\n\n*Shortened: the full report");
  });
});

describe("action.yml", () => {
  type Action = {
    inputs: Record<string, { description: string }>;
    outputs: Record<string, { description: string }>;
    runs: { using: string; main: string };
  };
  const declared: Action = parse(readFileSync(path.join(ROOT, "action.yml"), "utf8"));

  it("has one program run, as it is, by a Node that the runner brings along", () => {
    expect(declared.runs).toEqual({ using: "node24", main: PROGRAM });
  });

  it("declares the inputs that the step reads, under the names that a runner gives them", () => {
    const read = new Set<string>();
    const env = new Proxy<Record<string, string>>({}, { get: (_, name) => void read.add(String(name)) });
    readInputs(env);
    const handed = Object.keys(declared.inputs).map((name) => `INPUT_${name.toUpperCase()}`);
    expect([...read].filter((name) => name !== "GITHUB_EVENT_PATH").sort()).toEqual(handed.sort());
  });

  it("declares the outputs that the step sets, and no server before there is one", async () => {
    place.write({ "infra/role.yaml": roleTemplate(READ_ORDERS) });
    const { outputs } = await step({ comment: "false" });
    expect(Object.keys(declared.outputs).sort()).toEqual(Object.keys(outputs).sort());
    expect(Object.keys(declared.inputs)).not.toContain("server");
  });
});
