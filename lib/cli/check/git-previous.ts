import { realpathSync } from "node:fs";
import path from "node:path";
import { Invalid } from "#lib/errors.ts";
import { answerOfGit, askGit, type Git, type GitOptions, gitFor, streamOfGit } from "./ask-git.ts";
import { baseOf } from "./base-of.ts";
import type { UnreadText } from "./check-text.ts";
import { commitOf } from "./commit-of.ts";
import { holds } from "./holds.ts";
import type { PreviousText, TextPlace } from "./previous-text.ts";
import { decode } from "./read-file.ts";
import { LARGE, readLarge } from "./read-source.ts";
import { shownPath } from "./shown-path.ts";

/**
 * `gone` are the files that were there, wherever in the repository, and are not any more. `commit` is where they were, null for
 * a version that is in none.
 */
export type Previous = {
  label: string;
  of(file: string): UnreadText | Promise<UnreadText>;
  gone: Gone[];
  commit: Commit | null;
};
export type Gone = { path: string; text(): Promise<PreviousText> };

/** A commit, of which one file or all in a folder can be read, by their names then; `nameOf` says that of a path, null of one outside. */
export type Commit = {
  nameOf(at: string): string | null;
  file(name: string): PreviousText;
  /** By their names in the folder; what is in folders below it is not among them. */
  folder(name: string): Map<string, PreviousText>;
  /** Whether Git knows a file now, also one that is in no commit yet, or in a submodule. */
  isTracked(name: string): boolean;
};

/**
 * The files as they were at a commit. However many they are, one process looks them up and another reads them; each large one
 * is read by its own when it is asked for. Where not everything may be read, nothing is fetched, and a file that lay elsewhere
 * then is a new one.
 */
export function gitPrevious(ref: string, files: readonly string[], cwd: string, given: GitOptions = {}): Previous {
  const git = gitFor(given, cwd);
  const top = ["rev-parse", "--show-toplevel"];
  const root = askGit(git, top, cwd, `--against ${ref}: this is no Git repository`).trimEnd();
  const { commit, label } = commitOf(git, ref, root);
  const { renames, deleted } = changesSince(git, commit, root);
  const nameOf = (file: string) => {
    const name = nameIn(root, file);
    return name === null ? null : (renames.get(name) ?? name);
  };
  let tracked: Set<string> | undefined;
  const names = files.map(nameOf);
  const there = readPlaced(git, { commit, root }, names);
  const inside = submoduleFiles(git, { commit, root }, absentIn(names, there));
  const byFile = new Map(
    files.map((file, index) => [file, inside.get(names[index] ?? "") ?? { blob: there[index], root }]),
  );
  return {
    label,
    of: (file) => {
      const { blob = { kind: "broken", message: "It was not looked up." }, root: at = root } = byFile.get(file) ?? {};
      return textOfBlob(git, blob, at);
    },
    gone: deleted.map((name) => ({
      path: path.join(root, name),
      text: async () => textOfBlob(git, readPlaced(git, { commit, root }, [name])[0] ?? { kind: "absent" }, root),
    })),
    commit: {
      nameOf,
      file: (name) => {
        const inside = submoduleFiles(git, { commit, root }, [name]).get(name);
        return inside ? smallOnly(inside.blob) : blobAt(commit, name, root, git.options);
      },
      folder: (name) => {
        const link = linkOf(git, { commit, root }, name);
        if (!link) return blobsIn(git, commit, name, root);
        const { where } = link;
        return submoduleFault(git, link.name, where) === null
          ? blobsIn(git, where.commit, link.rest, where.root)
          : new Map();
      },
      isTracked: (name) => {
        tracked ??= trackedIn(git, root);
        return [name, ...foldersOf(name)].some((one) => tracked?.has(one));
      },
    },
  };
}

/** What a commit has under these names, each with its place. */
function readPlaced(git: Git, { commit, root }: Where, names: readonly (string | null)[]): Blob[] {
  return readBlobs(git, commit, names, root).map((blob, index) => {
    const name = names[index] ?? null;
    if ((blob.kind !== "text" && blob.kind !== "large") || name === null) return blob;
    const base = baseOf(path.dirname(path.join(root, name)), root, git.mayRead);
    return base === null ? blob : { ...blob, place: { commit, root, name, base, options: git.options } };
  });
}

function absentIn(names: readonly (string | null)[], blobs: readonly Blob[]): string[] {
  return names.filter((name, index): name is string => name !== null && blobs[index]?.kind === "absent");
}

/** Of these names those that lay in a submodule, as they were at the commit of it that the outer one names. */
function submoduleFiles(git: Git, { commit, root }: Where, names: readonly string[]): Map<string, Found> {
  const found = new Map<string, Found>();
  const links = names.length > 0 ? entriesOf(git, commit, root, "commit") : new Map<string, string>();
  for (const [link, object] of links) {
    const inLink = names.filter((name) => name.startsWith(`${link}/`));
    if (inLink.length === 0) continue;
    const where = { commit: object, root: path.join(root, link) };
    const fault = submoduleFault(git, link, where);
    const blobs =
      fault === null
        ? readPlaced(
            git,
            where,
            inLink.map((name) => name.slice(link.length + 1)),
          )
        : [];
    for (const [index, name] of inLink.entries()) {
      found.set(name, { blob: blobs[index] ?? { kind: "broken", message: fault ?? "" }, root: where.root });
    }
  }
  return found;
}

/** The submodule in which a folder lay at a commit, and what it is called there; undefined where it lay in none. */
function linkOf(
  git: Git,
  { commit, root }: Where,
  folder: string,
): { name: string; rest: string; where: Where } | undefined {
  const links = entriesOf(git, commit, root, "commit");
  const name = [folder, ...foldersOf(folder)].find((one) => links.has(one));
  if (name === undefined) return undefined;
  const where = { commit: links.get(name) ?? "", root: path.join(root, name) };
  return { name, rest: path.posix.relative(name, folder) || ".", where };
}

/** The folders above a name. Git lists one only where it is a submodule. */
function foldersOf(name: string): string[] {
  const parts = name.split("/");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
}

/** Why nothing of a submodule can be read: it is a repository of its own, with options of its own. */
function submoduleFault(git: Git, link: string, { commit, root }: Where): string | null {
  if (git.longest !== undefined) return `It lies in the submodule ${link}, which is not read here.`;
  if (answerOfGit(git, ["cat-file", "-e", `${commit}^{commit}`], root).ok) return null;
  return `It lies in the submodule ${link}, which lacks ${commit.slice(0, 12)}. Fetch it there first.`;
}

/** One file of a commit. `options` are those of Git. */
export function blobAt(commit: string, name: string, root: string, options: readonly string[]): PreviousText {
  return smallOnly(readBlobs({ options, mayRead: () => true }, commit, [name], root)[0]);
}

function blobsIn(git: Git, commit: string, folder: string, root: string): Map<string, PreviousText> {
  const names = [...filesOf(git, commit, root)].filter((name) => path.posix.dirname(name) === folder);
  const blobs = readBlobs(git, commit, names, root);
  return new Map(names.map((name, index) => [path.posix.basename(name), smallOnly(blobs[index])]));
}

function smallOnly(blob: Blob = { kind: "absent" }): PreviousText {
  return blob.kind === "large" ? { kind: "broken", message: "It is larger than 1 MB." } : blob;
}

/**
 * What became of files of the commit, as Git sees it: their names then by those now, and those that are gone. It is told by the
 * index, and by which files are there: to read them Git would start the filters that the repository names.
 */
function changesSince(git: Git, commit: string, root: string): { renames: Map<string, string>; deleted: string[] } {
  const asked = ["diff", "--cached", "--name-status", "-z", "--find-renames", "--diff-filter=RD", "--no-ext-diff"];
  const otherwise = `The changes since ${commit.slice(0, 12)} could not be read`;
  const words = askGit(git, [...asked, commit, "--"], root, otherwise).split("\0");
  const missing = new Set(askGit(git, ["ls-files", "--deleted", "-z"], root, otherwise).split("\0").slice(0, -1));
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

function trackedIn(git: Git, root: string): Set<string> {
  const listed = askGit(git, ["ls-files", "-z"], root, "The files of the repository could not be listed");
  return new Set(listed.split("\0").slice(0, -1));
}

function nameIn(root: string, file: string): string | null {
  const real = path.join(realpathSync(path.dirname(file)), path.basename(file));
  const top = realpathSync(root);
  return holds(top, real) ? shownPath(real, top) : null;
}

/** What a commit has under a name; of a large file only what it is. */
type Blob = PreviousText | { kind: "large"; object: string; name: string; place?: TextPlace };

function readBlobs(git: Git, commit: string, names: readonly (string | null)[], root: string): Blob[] {
  const asked = names.filter((name): name is string => name !== null && !name.includes("\n"));
  const objects = asked.map((name) => `${commit}:${name}`);
  const found = objectsIn(catFile(git, "--batch-check", objects, { commit, root }).toString());
  const small = found.flatMap((one) => (one?.kind === "blob" && one.size <= LARGE ? [one.object] : []));
  const texts = textsIn(catFile(git, "--batch", small, { commit, root }), small.length);
  const lacking = found.includes(undefined) ? filesOf(git, commit, root) : new Set<string>();
  let [at, read] = [0, 0];
  return names.map((name): Blob => {
    if (name === null) return { kind: "broken", message: "The file is outside of the repository." };
    if (name.includes("\n")) return { kind: "broken", message: "The name of the file holds a line break." };
    const one = found[at++];
    if (!one) return lacking.has(name) ? LACKING : { kind: "absent" };
    if (one.kind !== "blob") return { kind: "broken", message: "It was no file." };
    if (one.size > LARGE) return { kind: "large", object: one.object, name };
    return texts[read++] ?? { kind: "broken", message: "Git gave no answer for it." };
  });
}

type Where = { commit: string; root: string };

/** A blob, and the root of the repository that has it. */
type Found = { blob: Blob | undefined; root: string };

function catFile(
  git: Git,
  how: "--batch" | "--batch-check",
  objects: readonly string[],
  { commit, root }: Where,
): Buffer {
  const input = objects.map((object) => `${object}\n`).join("");
  const answer = answerOfGit(git, ["cat-file", how], root, input);
  if (!answer.ok) throw new Invalid(`Git could not read the files of ${commit.slice(0, 12)}.`);
  return answer.bytes;
}

/** The answers of `git cat-file --batch-check`: a line for each object, undefined where there is none. */
function objectsIn(output: string): ({ object: string; kind: string; size: number } | undefined)[] {
  return output
    .split("\n")
    .slice(0, -1)
    .map((line) => {
      const [, object, kind, size] = HEADER.exec(line) ?? [];
      return object !== undefined && kind !== undefined ? { object, kind, size: Number(size) } : undefined;
    });
}

const HEADER = /^([0-9a-f]+) (\w+) (\d+)$/;

const LACKING: PreviousText = {
  kind: "broken",
  message: "What it said at the commit is not in this clone. Fetch it first: git fetch --refetch --no-filter origin",
};

/** The files of a commit: of one without its content Git says the same as of one that was not there. */
function filesOf(git: Git, commit: string, root: string): Set<string> {
  return new Set(entriesOf(git, commit, root, "blob").keys());
}

/** The files of a commit by their names, or the commits of submodules that it names. */
function entriesOf(git: Git, commit: string, root: string, kind: "blob" | "commit"): Map<string, string> {
  const otherwise = `The files of ${commit.slice(0, 12)} could not be listed`;
  const listed = askGit(git, ["ls-tree", "-r", "-z", commit], root, otherwise);
  const entries = listed.split("\0").map((line) => ENTRY.exec(line) ?? []);
  return new Map(
    entries.flatMap(([, of, object, name]): [string, string][] => {
      return of === kind && object !== undefined && name !== undefined ? [[name, object]] : [];
    }),
  );
}

const ENTRY = /^\d+ (\w+) ([0-9a-f]+)\t(.*)$/s;

/** The answers of `git cat-file --batch`: a header line, then as many bytes as it says and a line break. */
function textsIn(output: Buffer, count: number): PreviousText[] {
  const found: PreviousText[] = [];
  let at = 0;
  while (found.length < count && at < output.length) {
    const end = output.indexOf(10, at);
    const [, , , size = ""] = HEADER.exec(output.toString("utf8", at, end)) ?? [];
    at = end + 1;
    found.push(textOf(output.subarray(at, at + Number(size))));
    at += Number(size) + 1;
  }
  return found;
}

async function textOfBlob(git: Git, blob: Blob, root: string): Promise<PreviousText> {
  if (blob.kind !== "large") return blob;
  const stdout = streamOfGit(git, ["cat-file", "blob", blob.object], root);
  const { ok, ...read } = await readLarge(stdout, blob.name);
  if (!("text" in read)) return { kind: "broken", message: read.message };
  return { kind: "text", ...read, ...(blob.place && { place: blob.place }) };
}

export function textOf(bytes: Uint8Array): PreviousText {
  const read = decode(bytes);
  return read.ok ? { kind: "text", text: read.text } : { kind: "broken", message: read.message };
}
