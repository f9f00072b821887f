import { execFileSync } from "node:child_process";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "#lib/cli/commands/check.ts";
import { gitIn } from "#tests/support/git.ts";
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const { git, commit } = gitIn(() => path.join(place.folder, "upstream"));

/** What is said in a clone of the last of three commits, which knows one branch. */
function shallowClone() {
  const hashes = [1, 2, 3].map((version) => {
    place.write({ "upstream/role.yaml": `# ${version}\n${roleTemplate(READ_ORDERS)}` });
    return commit();
  });
  git("branch", "release/next");
  const clone = path.join(place.folder, "clone");
  git("clone", "-q", "--depth=1", "--single-branch", `file://${path.join(place.folder, "upstream")}`, clone);
  const run = async (ref: string) =>
    (await check(["role.yaml", "--against", ref], { cwd: clone, color: false, status: null })).text;
  const follow = (command: string) => execFileSync("git", command.split(" "), { cwd: clone, stdio: "pipe" });
  return { first: hashes[0] ?? "", run, follow };
}

describe("--against a commit that does not exist", () => {
  it.each([
    ["a branch of the remote", () => "origin/release/next"],
    ["an ancestor", () => "HEAD~2"],
    ["an ancestor of a branch of the remote", () => "origin/release/next^"],
    ["a hash", (first: string) => first],
  ])("says how a shallow clone gets it: %s", async (_, refOf) => {
    const { first, run, follow } = shallowClone();
    const ref = refOf(first);
    const advised = async () => {
      const said = await run(ref).catch((error: Error) => error.message);
      return /shallow clone, .*: git (fetch .*)$/.exec(said)?.[1];
    };
    for (let command = await advised(); command; command = await advised()) follow(command);
    expect(await run(ref)).toMatch(/^Since .*0 new, 0 still there, 0 fixed\./m);
  });

  it("says what to compare with after a branch was fetched by its own name", async () => {
    const { run, follow } = shallowClone();
    await expect(run("release/next")).rejects.toThrow(
      /git fetch --depth=1 origin release\/next, then compare with FETCH_HEAD$/,
    );
    follow("fetch --depth=1 origin release/next");
    expect(await run("FETCH_HEAD")).toContain("Since FETCH_HEAD");
  });

  it("says of a short hash that it takes the whole one, and of what no remote has nothing to fetch", async () => {
    const { first, run } = shallowClone();
    await expect(run(first.slice(0, 9))).rejects.toThrow("cannot be fetched.");
    await expect(run("HEAD@{7}")).rejects.toThrow(/no file or commit has this name[^:]*$/);
  });

  it("says of a repository without a commit that there is none yet", async () => {
    place.write({ "upstream/role.yaml": roleTemplate(READ_ORDERS) });
    git("init", "-q");
    const cwd = path.join(place.folder, "upstream");
    const run = check(["role.yaml", "--against", "HEAD"], { cwd, color: false, status: null });
    await expect(run).rejects.toThrow(/^--against HEAD: the repository has no commits yet\.$/);
  });
});
