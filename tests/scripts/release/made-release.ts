import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll } from "vitest";
import manifest from "../../../package.json" with { type: "json" };
import { tagRelease } from "../../../scripts/release/commit.mjs";
import { buildPackage } from "../../../scripts/release/package.mjs";

const ROOT = path.resolve(import.meta.dirname, "../../..");
export const VERSION: string = manifest.version;
/** The tag that documents name. */
export const MOVING = `v${VERSION.split(".")[0]}`;

/** What the action and the hook are made of; the rest of the source would only take longer. */
const SOURCES = [".pre-commit-hooks.yaml", "action.yml", "bin", "package.json", "packages", "scripts"];

/** A release of the working tree: the package with what it is made of, and a repository with a branch `main` and the tags. */
export type MadeRelease = {
  /** For what else is made of it. */
  folder: string;
  packageFolder: string;
  bill: object;
  repository: string;
  tagged: { tags: string[]; commit: string; tree: string };
};

/** Makes it once for the tests of a file, as it takes seconds. */
export function madeRelease(): () => MadeRelease {
  let made: MadeRelease | undefined;
  const get = () => {
    if (made === undefined) throw new Error("It is made before the first test.");
    return made;
  };
  beforeAll(async () => {
    const folder = mkdtempSync(path.join(tmpdir(), "guardians-release-"));
    const packageFolder = path.join(folder, "check");
    const bill = await buildPackage(packageFolder);
    const repository = repositoryIn(folder);
    const tagged = tagRelease({ repository, packageFolder, version: VERSION, notes: "It is out." });
    made = { folder, packageFolder, bill, repository, tagged };
  });
  afterAll(() => rmSync(get().folder, { recursive: true }));
  return get;
}

/** A clone at a tag or a branch, as a runner takes one. */
export function cloneAt(name: string, { folder, repository }: MadeRelease): string {
  const to = mkdtempSync(path.join(folder, "clone-"));
  git(to, "clone", "--quiet", "--depth=1", `--branch=${name}`, `file://${repository}`, ".");
  return to;
}

export function git(cwd: string, ...args: string[]): string {
  return execFileSync("git", args, { cwd, encoding: "utf8", stdio: "pipe" }).trimEnd();
}

/** A repository of everything in a folder, at one commit of its branch `main`. */
export function commitAll(folder: string): void {
  git(folder, "init", "--quiet", "--initial-branch=main");
  git(folder, "config", "user.name", "t");
  git(folder, "config", "user.email", "t@example.com");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message=x");
}

function repositoryIn(folder: string): string {
  const repository = path.join(folder, "repository");
  mkdirSync(repository);
  for (const name of SOURCES) cpSync(path.join(ROOT, name), path.join(repository, name), { recursive: true });
  writeFileSync(path.join(repository, ".gitignore"), "dist/\n");
  commitAll(repository);
  return repository;
}
