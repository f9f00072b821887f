import { realpathSync } from "node:fs";
import path from "node:path";
import { holds } from "#lib/cli/check/input/holds.ts";
import type { UnreadText } from "#lib/cli/check/judge/check-text.ts";
import { shownPath } from "#lib/cli/check/report/shown-path.ts";
import { askGit, type Git, type GitOptions, gitFor } from "./ask-git.ts";
import { baseCommit } from "./base-commit.ts";
import { neighbourRoot } from "./neighbour-root.ts";
import type { PreviousText } from "./previous-text.ts";
import { type Blob, blobAt, blobsIn, readBlobs, smallOnly, textOfBlob, type Where } from "./read-blobs.ts";
import { requireOwnGit } from "./require-own-git.ts";
import { type Submodule, type SubmoduleOf, submodulesAt, withFolders } from "./submodules.ts";

/**
 * `gone` are the files removed since, anywhere in the repository. `commit` is the commit they were in, null for a
 * version outside any commit.
 */
export type Previous = {
  label: string;
  of(file: string): UnreadText | Promise<UnreadText>;
  gone: Gone[];
  commit: Commit | null;
};
export type Gone = { path: string; text(): Promise<PreviousText> };

/**
 * A commit whose files are read one by one or by folder, under their names at the time. `nameOf` maps a path to its
 * name then, null outside the repository.
 */
export type Commit = {
  nameOf(at: string): string | null;
  file(name: string): PreviousText;
  /** Files directly in the folder, by name, without subfolders. */
  folder(name: string): Map<string, PreviousText>;
  /** Whether Git currently tracks a file, including uncommitted files and files in submodules. */
  isTracked(name: string): boolean;
};

/**
 * The files at a commit. One process looks them all up and another reads them; large files are read separately on
 * request. With restricted reading, nothing is fetched, and a file moved from elsewhere counts as new.
 */
export function commitBefore(ref: string, files: readonly string[], cwd: string, given: GitOptions = {}): Previous {
  const git = gitFor(given, cwd);
  if (given.mayRead) requireOwnGit(git, cwd);
  const top = ["rev-parse", "--show-toplevel"];
  const root = askGit(git, top, cwd, `--against ${ref}: not a Git repository`).trimEnd();
  const { commit, label } = baseCommit(git, ref, root);
  const { renames, deleted } = changesSince(git, commit, root);
  const nameOf = (file: string) => {
    const name = nameIn(root, file);
    return name === null ? null : (renames.get(name) ?? name);
  };
  let tracked: Set<string> | undefined;
  const submoduleOf = submodulesAt(git, { commit, root });
  const names = files.map(nameOf);
  const there = readPlaced(git, { commit, root }, names);
  const inside = filesInside(git, submoduleOf, absentIn(names, there));
  const byFile = new Map(
    files.map((file, index) => [file, inside.get(names[index] ?? "") ?? { blob: there[index], root }]),
  );
  return {
    label,
    of: (file) => {
      const { blob = { kind: "broken", message: "The file was not looked up." }, root: at = root } =
        byFile.get(file) ?? {};
      return textOfBlob(git, blob, at);
    },
    gone: deleted.map((name) => ({
      path: path.join(root, name),
      text: async () => textOfBlob(git, readPlaced(git, { commit, root }, [name])[0] ?? { kind: "absent" }, root),
    })),
    commit: {
      nameOf,
      file: (name) => {
        const found = filesInside(git, submoduleOf, [name]).get(name);
        return found ? smallOnly(found.blob) : blobAt(commit, name, root, git.options);
      },
      folder: (name) => {
        const within = submoduleOf(name);
        if (!within) return blobsIn(git, commit, name, root);
        const { where, fault } = within.submodule;
        return fault === null ? blobsIn(git, where.commit, within.rest, where.root) : new Map();
      },
      isTracked: (name) => {
        tracked ??= trackedIn(git, root);
        return withFolders(name).some((one) => tracked?.has(one));
      },
    },
  };
}

/** A commit's blobs for these names, each with its place. */
function readPlaced(git: Git, { commit, root }: Where, names: readonly (string | null)[]): Blob[] {
  return readBlobs(git, commit, names, root).map((blob, index) => {
    const name = names[index] ?? null;
    if ((blob.kind !== "text" && blob.kind !== "large") || name === null) return blob;
    const base = neighbourRoot(path.dirname(path.join(root, name)), root, git.mayRead);
    return base === null ? blob : { ...blob, place: { commit, root, name, base, options: git.options } };
  });
}

function absentIn(names: readonly (string | null)[], blobs: readonly Blob[]): string[] {
  return names.filter((name, index): name is string => name !== null && blobs[index]?.kind === "absent");
}

/** A blob, and the root of its repository. */
type Found = { blob: Blob | undefined; root: string };

/** The names inside a submodule, read at the submodule commit that the outer commit records. */
function filesInside(git: Git, submoduleOf: SubmoduleOf, names: readonly string[]): Map<string, Found> {
  const bySubmodule = new Map<Submodule, { name: string; rest: string }[]>();
  for (const name of names) {
    const inside = submoduleOf(name);
    if (!inside) continue;
    const { submodule, rest } = inside;
    bySubmodule.set(submodule, [...(bySubmodule.get(submodule) ?? []), { name, rest }]);
  }
  const found = new Map<string, Found>();
  for (const [{ where, fault }, own] of bySubmodule) {
    const rests = own.map(({ rest }) => rest);
    const blobs =
      fault === null ? readPlaced(git, where, rests) : rests.map(() => ({ kind: "broken", message: fault }) as const);
    for (const [index, { name }] of own.entries()) found.set(name, { blob: blobs[index], root: where.root });
  }
  return found;
}

/**
 * Renames and deletions since a commit according to Git, current name to old name. Uses the index and file existence,
 * because reading the files would start filters that the repository names.
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
