import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import path from "node:path";
import { createInterface } from "node:readline";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { READ_ORDERS, roleTemplate, workspace } from "#tests/lib/cli/check/workspace.ts";
import { pack } from "../../../scripts/release/pack.mjs";
import { buildPackage } from "../../../scripts/release/package.mjs";
import { FakeGithub } from "../action/fake-github.ts";
import { runStep } from "../action/run-step.ts";
import { cloneAt, commitAll, git, MOVING, madeRelease, VERSION } from "./made-release.ts";

const release = madeRelease();
let packed: { file: string; size: number; digest: string };
const place = workspace();
const BLOCKED = roleTemplate(READ_ORDERS, 'AWS: "*"');

/** What is found here stands in the data beside the program: an action that does not exist, and what a policy of AWS allows. */
const NEEDS_DATA = BLOCKED.replace("GetItem", "GetItems").replace(
  "    Properties:\n",
  "    Properties:\n      ManagedPolicyArns: [arn:aws:iam::aws:policy/IAMFullAccess]\n",
);

/** More than is judged in the process of the command. */
const LARGE = `Description: ${"x".repeat(100)}\n${"# \n".repeat(40_000)}${NEEDS_DATA}`;

/** Runs a program in the folder of the test, with Git and no other program at hand. */
function run(program: string, args: string[]) {
  const programs = path.join(place.folder, "programs");
  if (!existsSync(programs)) {
    const real = (process.env.PATH ?? "").split(path.delimiter).map((folder) => path.join(folder, "git"));
    mkdirSync(programs);
    symlinkSync(real.find(existsSync) ?? "", path.join(programs, "git"));
    symlinkSync(process.execPath, path.join(programs, "node"));
  }
  const { status, stdout, stderr } = spawnSync(program, args, {
    cwd: place.folder,
    env: { NODE_ENV: "test", PATH: programs },
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

describe("the package", () => {
  beforeAll(() => {
    const { packageFolder, folder, bill } = release();
    packed = pack(packageFolder, path.join(folder, "assets"), bill);
  });

  it("holds its program, its data and whose they are, and needs no other package", () => {
    const { packageFolder } = release();
    expect(readdirSync(packageFolder).sort()).toEqual([
      "LICENSE",
      "README.md",
      "THIRD-PARTY-NOTICES.txt",
      "dist",
      "package.json",
    ]);
    const manifest = JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8"));
    expect(Object.keys(manifest).filter((field) => /depend|scripts|private/i.test(field))).toEqual([]);
    const program = readdirSync(path.join(packageFolder, "dist"));
    expect(program.filter((name) => !/^guardians|^chunks$/.test(name)).sort()).toEqual([
      "aws-managed-policies.br",
      "service-data-places.json",
      "service-data.txt",
    ]);
    expect(packed.size).toBeLessThanOrEqual(2_000_000);
  });

  it("is the same, to the byte, when it is made again", async () => {
    const { folder } = release();
    const again = path.join(folder, "again");
    const bill = await buildPackage(`${again}/check`);
    expect(pack(`${again}/check`, `${again}/assets`, bill).digest).toBe(packed.digest);
    const names = readdirSync(path.join(folder, "assets"));
    expect(names).toHaveLength(3);
    for (const name of names) {
      expect(readFileSync(`${again}/assets/${name}`, "utf8")).toBe(readFileSync(`${folder}/assets/${name}`, "utf8"));
    }
  });

  it("is installed in an empty folder without a registry, and finds there what the source finds", async () => {
    const home = mkdtempSync(path.join(release().folder, "home-"));
    const install = ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", packed.file];
    const npm = spawnSync("npm", install, {
      cwd: home,
      env: { ...process.env, npm_config_cache: path.join(home, "cache") },
      encoding: "utf8",
    });
    expect(npm).toMatchObject({ status: 0 });
    expect(readdirSync(path.join(home, "node_modules")).sort()).toEqual([
      ".bin",
      ".package-lock.json",
      "guardians-check",
    ]);
    const guardians = path.join(home, "node_modules/.bin/guardians");
    place.write({ "infra/role.yaml": NEEDS_DATA, "infra/large.yaml": LARGE });
    const found = run(guardians, ["check", "infra", "--format", "json"]);
    expect(found).toMatchObject({ code: 2, err: "" });
    const report = JSON.parse(found.out);
    expect(report).toEqual(await place.check("infra"));
    expect(report.findings.map(({ rule }: { rule: string }) => rule)).toEqual(
      expect.arrayContaining(["CRED-8", "INVALID_ACTION", "PUBLIC_ACCESS"]),
    );
    expect(run(guardians, ["--help"]).out.match(/(?<=^Usage: guardians )\w+/gm)).toEqual(["analyzer", "check", "mcp"]);
    expect(run(guardians, ["admin", "grant"])).toEqual({
      code: 1,
      out: "",
      err: "Unknown command “admin”. See “guardians --help”.\n",
    });
  });

  it("answers as Access Analyzer does", async () => {
    const program = path.join(release().packageFolder, "dist/guardians.mjs");
    const child = spawn(process.execPath, [program, "analyzer", "--port", "0"], {
      cwd: place.folder,
      env: {} as never,
    });
    const closed = once(child, "close");
    const [line] = await once(createInterface({ input: child.stdout }), "line");
    const policyDocument = JSON.stringify({
      Version: "2012-10-17",
      Statement: [{ Effect: "Allow", Action: "s3:GetObjects", Resource: "*" }],
    });
    const answered = await fetch(`${String(line).split(" ").at(-1)}/policy/validation`, {
      method: "POST",
      body: JSON.stringify({ policyDocument, policyType: "IDENTITY_POLICY" }),
    });
    expect(await answered.json()).toMatchObject({ findings: [{ issueCode: "INVALID_ACTION" }] });
    child.kill();
    await closed;
  });
});

describe("the tag of a release", () => {
  it("holds the source and the package, and changes nothing else of the repository", () => {
    const { repository, tagged, packageFolder } = release();
    expect(tagged.tags).toEqual([`v${VERSION}`, MOVING]);
    expect(git(repository, "branch", "--format=%(refname:short)")).toBe("main");
    expect(git(repository, "status", "--porcelain")).toBe("");
    expect(git(repository, "log", "--format=%s", `v${VERSION}`)).toBe(`Release ${VERSION}\nx`);
    expect(git(repository, "rev-parse", `${MOVING}^{commit}`, `v${VERSION}^{commit}`)).toBe(
      `${tagged.commit}\n${tagged.commit}`,
    );
    const added = git(repository, "diff", "--name-status", "main", MOVING).split("\n");
    expect(added.filter((line) => !line.startsWith("A\tpackages/check/"))).toEqual([]);
    const clone = cloneAt(MOVING, release());
    const files = (folder: string) => readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
    expect(files(path.join(clone, "packages/check"))).toEqual(files(packageFolder));
    const program = "dist/guardians.mjs";
    expect(readFileSync(path.join(clone, "packages/check", program))).toEqual(
      readFileSync(path.join(packageFolder, program)),
    );
  });

  it("runs the action in a clean clone, with nothing installed", async () => {
    const clone = cloneAt(`v${VERSION}`, release());
    expect(existsSync(path.join(clone, "node_modules"))).toBe(false);
    const { runs } = parse(readFileSync(path.join(clone, "action.yml"), "utf8"));
    place.write({ "infra/role.yaml": NEEDS_DATA, "infra/large.yaml": LARGE });
    const github = new FakeGithub();
    try {
      const job = { program: path.join(clone, runs.main), folder: place.folder, github: await github.start() };
      const { code, out, err, outputs, summary } = await runStep(job, {
        inputs: { "sarif-file": "out.sarif" },
        run: { PATH: "" },
      });
      expect({ code, err }).toEqual({ code: 2, err: "" });
      expect(out).toMatch(/^::error file=infra\/large\.yaml,line=\d+/m);
      expect(outputs).toMatchObject({ verdict: "blocked", "exit-code": "2" });
      expect(summary).toMatch(/^## Policy checks: blocked\n/);
      expect(existsSync(path.join(place.folder, "out.sarif"))).toBe(true);
      expect(github.comments).toEqual([
        expect.objectContaining({ body: expect.stringContaining("\n## Policy checks: blocked") }),
      ]);
    } finally {
      await github.stop();
    }
    expect(git(clone, "status", "--porcelain")).toBe("");
  });

  it("is what the action asks for where it is used at a branch", async () => {
    const clone = cloneAt("main", release());
    place.write({ "infra/role.yaml": BLOCKED });
    const job = { program: path.join(clone, "scripts/action.mjs"), folder: place.folder, github: "" };
    const { code, out, outputs } = await runStep(job, { inputs: { mode: "shadow" } });
    expect({ code, outputs }).toEqual({ code: 1, outputs: expect.objectContaining({ verdict: "error" }) });
    expect(out).toMatch(/^::error title=Guardians::Nothing is installed here\. The tag of a release holds it built/m);
  });

  it("runs the hook of pre-commit: what is new in a commit stops it, and what was there does not", () => {
    const clone = cloneAt(MOVING, release());
    const [hook] = parse(readFileSync(path.join(clone, ".pre-commit-hooks.yaml"), "utf8"));
    const [program, ...words] = hook.entry.split(" ");
    const commit = () => run(path.join(clone, program), [...words, ...hook.args]);
    place.write({ "infra/role.yaml": BLOCKED, "other.yaml": "a: 1\n" });
    commitAll(place.folder);
    expect(commit()).toMatchObject({ code: 0, out: expect.stringContaining("0 new, 1 still there") });
    place.write({ "infra/new.yaml": BLOCKED });
    expect(commit()).toMatchObject({ code: 2, out: expect.stringContaining("infra/new.yaml:8:13  blocking (new)") });
  });
});

describe("the pipelines of docs/ci.md", () => {
  const DOCUMENT = readFileSync("docs/ci.md", "utf8");

  /** What stands below a heading as YAML, one value for each block. */
  function blocks(heading: string) {
    const [, section = ""] = DOCUMENT.split(`\n## ${heading}\n`);
    const [text = ""] = section.split("\n## ");
    return [...text.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, block = ""]) => parse(block));
  }

  const runs = (steps: { run?: string }[]) => steps.flatMap(({ run: line }) => line ?? []);

  /** For each place its lines, what it says of the change, and the reports that it is told to pick up. */
  const PIPELINES: [string, () => string[], (base: string) => Record<string, string>, string[]][] = [
    [
      "GitHub Actions",
      () => runs(blocks("GitHub Actions").find(({ steps }) => steps && runs(steps).length > 0).steps),
      () => ({ GITHUB_BASE_REF: "main", GITHUB_STEP_SUMMARY: path.join(place.folder, "summary.txt") }),
      ["policies.md", "policies.sarif"],
    ],
    [
      "GitLab",
      () => blocks("GitLab")[0].policies.script,
      (base) => ({ CI_MERGE_REQUEST_DIFF_BASE_SHA: base }),
      ["policies.md", "policies.json", "policies.xml"],
    ],
    [
      "AWS CodeBuild",
      () => Object.values<{ commands: string[] }>(blocks("AWS CodeBuild")[0].phases).flatMap((phase) => phase.commands),
      () => ({ CODEBUILD_WEBHOOK_BASE_REF: "refs/heads/main" }),
      ["policies.md", "policies.xml"],
    ],
    [
      "Bitbucket",
      () => blocks("Bitbucket")[0].pipelines["pull-requests"]["**"][0].step.script,
      () => ({ BITBUCKET_PR_DESTINATION_BRANCH: "main" }),
      ["policies.md", "test-results/policies.xml"],
    ],
  ];

  it.each(PIPELINES)("stop at what is new on %s, and leave their reports", (_, lines, variables, reports) => {
    place.write({ "origin/infra/role.yaml": BLOCKED });
    const origin = path.join(place.folder, "origin");
    commitAll(origin);
    const base = git(origin, "rev-parse", "main");
    git(origin, "checkout", "--quiet", "-b", "change");
    place.write({ "origin/infra/new.yaml": BLOCKED });
    commitAll(origin);
    const job = path.join(place.folder, "job");
    git(place.folder, "clone", "--quiet", "--depth=1", "--branch=change", `file://${origin}`, job);
    const script = lines().join("\n").replaceAll("/tmp/guardians", path.join(place.folder, "guardians"));
    const env = { ...process.env, ...variables(base), GUARDIANS_REPOSITORY: `file://${release().repository}` };
    const { status, stdout } = spawnSync("bash", ["-e", "-c", script], { cwd: job, env, encoding: "utf8" });
    expect(status).toBe(2);
    expect(stdout).toContain("infra/new.yaml");
    expect(stdout).toContain("3 new, 1 still there, 0 fixed.");
    expect(reports.filter((name) => !existsSync(path.join(job, name)))).toEqual([]);
  });
});
