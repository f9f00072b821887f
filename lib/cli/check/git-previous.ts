import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { Invalid } from "#lib/errors.ts";
import type { PreviousText } from "./against.ts";
import { decode } from "./read-file.ts";

/** `gone` are the files that were there, wherever in the repository, and are not any more. */
export type Previous = { label: string; of(file: string): PreviousText; gone: Gone[] };
export type Gone = { path: string; text(): PreviousText };

/** The files as they were at a commit. They are read by one process, however many they are. */
export function gitPrevious(ref: string, files: readonly string[], cwd: string): Previous {
  const root = git(["rev-parse", "--show-toplevel"], cwd, `--against ${ref}: this is no Git repository`).trimEnd();
  const missing = `--against ${ref}: there is no file and no commit of this name. In a shallow clone fetch it first: git fetch --depth=1 origin ${ref}`;
  const commit = git(["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], cwd, missing).trim();
  const { renames, deleted } = changesSince(commit, root);
  const names = files.map((file) => {
    const name = nameIn(root, file);
    return name === null ? null : (renames.get(name) ?? name);
  });
  const texts = readBlobs(commit, names, root);
  const byFile = new Map(files.map((file, index) => [file, texts[index]]));
  return {
    label: ref === commit ? commit.slice(0, 12) : `${ref} (${commit.slice(0, 7)})`,
    of: (file) => byFile.get(file) ?? { kind: "broken", message: "It was not looked up." },
    gone: deleted.map((name) => ({
      path: path.join(root, name),
      text: () => readBlobs(commit, [name], root)[0] ?? { kind: "absent" },
    })),
  };
}

/** What became of files of the commit, as Git sees it: their names then by those now, and those that are gone. */
function changesSince(commit: string, root: string): { renames: Map<string, string>; deleted: string[] } {
  const asked = ["diff", "--name-status", "-z", "--find-renames", "--diff-filter=RD", "--no-ext-diff", commit, "--"];
  const words = git(asked, root, `The changes since ${commit.slice(0, 12)} could not be read`).split("\0");
  const renames = new Map<string, string>();
  const deleted: string[] = [];
  for (let at = 0; at + 1 < words.length; ) {
    const [kind = "", then = "", now = ""] = words.slice(at, at + 3);
    if (kind.startsWith("R")) renames.set(now, then);
    else deleted.push(then);
    at += kind.startsWith("R") ? 3 : 2;
  }
  return { renames, deleted };
}

function nameIn(root: string, file: string): string | null {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file));
  const name = path.relative(realpathSync(root), real);
  return name.startsWith("..") || path.isAbsolute(name) ? null : name.split(path.sep).join("/");
}

function readBlobs(commit: string, names: readonly (string | null)[], root: string): PreviousText[] {
  const asked = names.filter((name): name is string => name !== null && !name.includes("\n"));
  const input = asked.map((name) => `${commit}:${name}\n`).join("");
  const { status, stdout, error } = spawnSync("git", ["cat-file", "--batch"], {
    cwd: root,
    input,
    maxBuffer: Number.MAX_SAFE_INTEGER,
  });
  if (error || status !== 0) throw new Invalid(`Git could not read the files of ${commit.slice(0, 12)}.`);
  const found = blobsIn(stdout, asked.length);
  let at = 0;
  return names.map((name): PreviousText => {
    if (name === null) return { kind: "broken", message: "The file is outside of the repository." };
    if (name.includes("\n")) return { kind: "broken", message: "The name of the file holds a line break." };
    return found[at++] ?? { kind: "broken", message: "Git gave no answer for it." };
  });
}

/** The answers of `git cat-file --batch`: a header line, then as many bytes as it says and a line break. */
function blobsIn(output: Buffer, count: number): PreviousText[] {
  const found: PreviousText[] = [];
  let at = 0;
  while (found.length < count && at < output.length) {
    const end = output.indexOf(10, at);
    const header = output.toString("utf8", at, end);
    const [, kind, size = ""] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(header) ?? [];
    at = end + 1;
    if (kind === undefined) {
      found.push({ kind: "absent" });
      continue;
    }
    const bytes = output.subarray(at, at + Number(size));
    at += Number(size) + 1;
    found.push(kind === "blob" ? textOf(bytes) : { kind: "broken", message: "It was no file." });
  }
  return found;
}

export function textOf(bytes: Uint8Array): PreviousText {
  const read = decode(bytes);
  return read.ok ? { kind: "text", text: read.text } : { kind: "broken", message: read.message };
}

function git(args: string[], cwd: string, otherwise: string): string {
  const { status, stdout, stderr, error } = spawnSync("git", args, { cwd, encoding: "utf8" });
  if (error) throw new Invalid(`${otherwise} (git could not be run: ${error.message}).`);
  if (status === 0) return stdout;
  const [why = ""] = stderr.trim().split("\n");
  throw new Invalid(`${otherwise}${why ? ` (${why})` : ""}.`);
}
