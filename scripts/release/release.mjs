import { existsSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { root, say } from "../steps/root.mjs";
import { notesOf } from "./changelog.mjs";
import { gitIn, tagRelease } from "./commit.mjs";
import { pack } from "./pack.mjs";
import { buildPackage } from "./package.mjs";
import { refusals } from "./refusals.mjs";

const PACKAGE = path.join(root, "dist/check");
const ASSETS = path.join(root, "dist/release");

/** Builds the package and its accompanying files, and prints a description. Tags nothing. */
export async function makePackage() {
  const packed = pack(PACKAGE, ASSETS, await buildPackage(PACKAGE));
  say(
    `${path.relative(root, packed.file)}: ${packed.size} bytes, SHA-256 ${packed.digest}, made with Node ${process.version}.`,
  );
  return packed;
}

/**
 * Makes a release of the last commit: builds the package twice, requires identical results, and adds the tags. Throws
 * every obstacle.
 */
export async function release() {
  const { version } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
  const notes = existsSync(CHANGELOG) ? notesOf(readFileSync(CHANGELOG, "utf8"), version) : null;
  const reasons = refusals({ version, notes, ...knownToGit() });
  if (reasons.length > 0) throw new Error(reasons.join("\n"));
  const again = path.join(root, "dist/again");
  const { digest } = pack(`${again}/check`, `${again}/release`, await buildPackage(`${again}/check`));
  const packed = await makePackage();
  rmSync(again, { recursive: true });
  if (packed.digest !== digest) throw new Error("Two builds of the package differed. Nothing was tagged.");
  const { tags, commit, tree } = tagRelease({ repository: root, packageFolder: PACKAGE, version, notes });
  say(`Commit ${commit}, tree ${tree}, tags ${tags.join(" and ")}. To publish:`);
  say(`  git push origin v${version}`);
  for (const tag of tags.slice(1)) say(`  git push --force origin ${tag}`);
}

const CHANGELOG = path.join(root, "CHANGELOG.md");

function knownToGit() {
  const git = gitIn(root);
  const lines = (args) =>
    git(args)
      .split("\n")
      .filter((line) => line !== "");
  const changed = lines(["status", "--porcelain", "--no-renames"]).map((line) => line.slice(3));
  return { changed, tags: lines(["tag", "--list"]), tracked: lines(["ls-files"]) };
}
