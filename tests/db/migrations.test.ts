import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { gitIn } from "#tests/support/git.ts";

/** The migrations of the first release in this history and of those after it that are not as they were released. */
function changedSinceRelease(folder: string): string[] {
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, encoding: "utf8", stdio: "pipe" });
  const lines = (text: string) => text.split("\n").filter((line) => line !== "");
  const releases = lines(git("tag", "--list", "v*.*.*", "--sort=creatordate"));
  return [
    ...new Set(
      releases.flatMap((tag) => {
        return lines(git("diff", "--name-only", "--diff-filter=a", "--no-renames", tag, "--", "db/migrations/*.sql"));
      }),
    ),
  ];
}

describe("migrations are append-only from the first release on", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "migrations-"));
  const { git, commit } = gitIn(() => folder);
  const write = (name: string, text: string) => writeFileSync(path.join(folder, "db/migrations", name), text);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("finds one that was released and is another now, and none that was added", () => {
    mkdirSync(path.join(folder, "db/migrations"), { recursive: true });
    write("0000_init.sql", "create table a ();");
    commit();
    write("0000_init.sql", "create table b ();");
    expect(changedSinceRelease(folder)).toEqual([]);
    commit();
    git("tag", "-a", "-m", "0.1.0", "v0.1.0");
    write("0001_more.sql", "create table c ();");
    commit();
    git("tag", "-a", "-m", "0.2.0", "v0.2.0");
    expect(changedSinceRelease(folder)).toEqual([]);
    write("0001_more.sql", "create table d ();");
    rmSync(path.join(folder, "db/migrations/0000_init.sql"));
    expect(changedSinceRelease(folder).sort()).toEqual(["db/migrations/0000_init.sql", "db/migrations/0001_more.sql"]);
  });

  it("holds here", () => {
    expect(changedSinceRelease(process.cwd())).toEqual([]);
  });
});
