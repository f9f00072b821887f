import { spawnSync } from "node:child_process";
import { realpathSync } from "node:fs";
import path from "node:path";
import { Invalid } from "#lib/errors.ts";
import { baseOf } from "./base-of.ts";
import type { MayRead } from "./find-files.ts";
import type { PreviousText } from "./previous-text.ts";
import { decode } from "./read-file.ts";

/** `gone` are the files that were there, wherever in the repository, and are not any more. */
export type Previous = { label: string; of(file: string): PreviousText; gone: Gone[] };
export type Gone = { path: string; text(): PreviousText };

/** Git writes nothing, and starts no program that the repository names to watch its files. */
const ONLY_READ = ["--no-optional-locks", "-c", "core.fsmonitor=false"];
/** A clone without all of its objects would fetch them. */
const OFFLINE = ["-c", "protocol.allow=never"];

/**
 * The files as they were at a commit. They are read by one process, however many they are. Where not everything may be read,
 * nothing is fetched, and a file that lay elsewhere then is a new one.
 */
export function gitPrevious(ref: string, files: readonly string[], cwd: string, mayRead?: MayRead): Previous {
  const options = mayRead ? [...ONLY_READ, ...OFFLINE] : ONLY_READ;
  const git: Git = { options, mayRead: mayRead ?? (() => true) };
  const top = ["rev-parse", "--show-toplevel"];
  const root = said(git, top, cwd, `--against ${ref}: this is no Git repository`).trimEnd();
  const missing = `--against ${ref}: there is no file and no commit of this name. In a shallow clone fetch it first: git fetch --depth=1 origin ${ref}`;
  const named = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`];
  const commit = said(git, named, cwd, missing).trim();
  const { renames, deleted } = changesSince(git, commit, root);
  const names = files.map((file) => {
    const name = nameIn(root, file);
    return name === null ? null : (renames.get(name) ?? name);
  });
  const texts = readBlobs(git, commit, names, root);
  const placed = (text: PreviousText | undefined, name: string | null | undefined): PreviousText => {
    if (text?.kind !== "text" || typeof name !== "string") return text ?? { kind: "absent" };
    const base = baseOf(path.dirname(path.join(root, name)), root, git.mayRead);
    return base === null ? text : { ...text, place: { commit, root, name, base, options } };
  };
  const byFile = new Map(files.map((file, index) => [file, placed(texts[index], names[index])]));
  return {
    label: ref === commit ? commit.slice(0, 12) : `${ref} (${commit.slice(0, 7)})`,
    of: (file) => byFile.get(file) ?? { kind: "broken", message: "It was not looked up." },
    gone: deleted.map((name) => ({
      path: path.join(root, name),
      text: () => placed(readBlobs(git, commit, [name], root)[0], name),
    })),
  };
}

/** One file of a commit. `options` are those of Git. */
export function blobAt(commit: string, name: string, root: string, options: readonly string[]): PreviousText {
  return readBlobs({ options, mayRead: () => true }, commit, [name], root)[0] ?? { kind: "absent" };
}

/**
 * What became of files of the commit, as Git sees it: their names then by those now, and those that are gone. It is told by the
 * index, and by which files are there: to read them Git would start the filters that the repository names.
 */
function changesSince(git: Git, commit: string, root: string): { renames: Map<string, string>; deleted: string[] } {
  const asked = ["diff", "--cached", "--name-status", "-z", "--find-renames", "--diff-filter=RD", "--no-ext-diff"];
  const otherwise = `The changes since ${commit.slice(0, 12)} could not be read`;
  const words = said(git, [...asked, commit, "--"], root, otherwise).split("\0");
  const missing = new Set(said(git, ["ls-files", "--deleted", "-z"], root, otherwise).split("\0").slice(0, -1));
  const renames = new Map<string, string>();
  const deleted = new Set<string>();
  for (let at = 0; at + 1 < words.length; ) {
    const [kind = "", then = "", now = ""] = words.slice(at, at + 3);
    const isRenamed = kind.startsWith("R");
    if (isRenamed && !missing.has(now)) renames.set(now, then);
    else deleted.add(then);
    if (isRenamed) missing.delete(now);
    at += isRenamed ? 3 : 2;
  }
  const isKnown = (name: string) => git.mayRead(path.join(root, name));
  return {
    renames: new Map([...renames].filter(([, then]) => isKnown(then))),
    deleted: [...new Set([...deleted, ...missing])].filter(isKnown),
  };
}

function nameIn(root: string, file: string): string | null {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file));
  const name = path.relative(realpathSync(root), real);
  return name.startsWith("..") || path.isAbsolute(name) ? null : name.split(path.sep).join("/");
}

function readBlobs(git: Git, commit: string, names: readonly (string | null)[], root: string): PreviousText[] {
  const asked = names.filter((name): name is string => name !== null && !name.includes("\n"));
  const input = asked.map((name) => `${commit}:${name}\n`).join("");
  const { status, stdout, error } = spawnSync("git", [...git.options, "cat-file", "--batch"], {
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

type Git = { options: readonly string[]; mayRead: MayRead };

function said({ options }: Git, args: string[], cwd: string, otherwise: string): string {
  const { status, stdout, stderr, error } = spawnSync("git", [...options, ...args], { cwd, encoding: "utf8" });
  if (error) throw new Invalid(`${otherwise} (git could not be run: ${error.message}).`);
  if (status === 0) return stdout;
  const [why = ""] = stderr.trim().split("\n");
  throw new Invalid(`${otherwise}${why ? ` (${why})` : ""}.`);
}
