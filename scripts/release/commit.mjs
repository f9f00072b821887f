import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { PACKAGE_FOLDER } from "./package.mjs";
import { movingTag } from "./version.mjs";

/** Runs Git in a repository and returns its output, without the final line end. */
export function gitIn(repository) {
  return (args, { input, env } = {}) => {
    const surroundings = { cwd: repository, input, env: { ...process.env, ...env }, encoding: "utf8" };
    return execFileSync("git", args, {
      ...surroundings,
      maxBuffer: 2 ** 26,
      stdio: ["pipe", "pipe", "pipe"],
    }).trimEnd();
  };
}

/**
 * Commits a release, the source at HEAD with the package in its folder, and tags it `vX.Y.Z` and, unless a later
 * version of X exists, `vX`. No branch, index or work tree file changes, and nothing is pushed. Returns the tags, the
 * commit and its tree. `notes` is the tag's message.
 */
export function tagRelease({ repository, packageFolder, version, notes }) {
  const git = gitIn(repository);
  const tree = treeWithPackage(git, packageFolder);
  const date = git(["log", "-1", "--format=%cI"]);
  const env = { GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date };
  const commit = git(["commit-tree", tree, "-p", "HEAD", "-m", `Release ${version}`], { env });
  git(["tag", "--annotate", "--message", `${version}\n\n${notes}`, `v${version}`, commit], { env });
  const moving = movingTag(version, git(["tag", "--list"]).split("\n"));
  if (moving) git(["tag", "--annotate", "--force", "--message", version, moving, commit], { env });
  return { tags: [`v${version}`, ...(moving ? [moving] : [])], commit, tree };
}

/** Builds the tree in a separate, temporary index. */
function treeWithPackage(git, packageFolder) {
  const folder = mkdtempSync(path.join(tmpdir(), "guardians-index-"));
  const env = { GIT_INDEX_FILE: path.join(folder, "index") };
  try {
    git(["read-tree", "HEAD"], { env });
    const names = filesIn(packageFolder);
    const paths = names.map((name) => `${path.join(path.resolve(packageFolder), name)}\n`).join("");
    const blobs = git(["hash-object", "-w", "--no-filters", "--stdin-paths"], { input: paths }).split("\n");
    const lines = names.map((name, index) => {
      const mode = statSync(path.join(packageFolder, name)).mode & 0o100 ? "100755" : "100644";
      return `${mode} ${blobs[index]}\t${PACKAGE_FOLDER}/${name}\n`;
    });
    git(["update-index", "--index-info"], { input: lines.join(""), env });
    return git(["write-tree"], { env });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function filesIn(folder) {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const names = entries.map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
  return names.map((name) => name.split(path.sep).join("/")).sort();
}
