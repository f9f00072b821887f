import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { holds } from "#lib/cli/check/input/holds.ts";
import { repositoryRoot } from "#lib/cli/check/report/shown-path.ts";
import { Invalid } from "#lib/errors.ts";
import { answerOfGit, type Git } from "./ask-git.ts";

/**
 * Throws Invalid if a file redirects the folder's repository elsewhere, because its author could name any repository.
 * Worktrees and submodules are also stored elsewhere, but their store confirms it.
 */
export function requireOwnGit(git: Git, folder: string): void {
  const root = realpathSync(folder);
  // Anyone who can only write in this folder cannot have written above it.
  if (repositoryRoot(root) !== root) return;
  const store = storeOf(git, root);
  if (store === null || (holds(root, store) && leadsOut(store))) throw new Invalid(FOREIGN);
}

const FOREIGN =
  "This folder's .git points to another repository, which is not read. Start the server in that repository's folder.";

/** The location of the repository, with links resolved; null if that location does not refer back to this folder. */
function storeOf(git: Git, root: string): string | null {
  const at = path.join(root, ".git");
  try {
    const [kept, store] = [pathFrom(git, root, "--absolute-git-dir"), pathFrom(git, root, "--git-common-dir")];
    if (kept !== store) return isWorktreeOf(store, kept, at) ? store : null;
    return (kept === at && lstatSync(at).isDirectory()) || isFilesOf(git, kept, root) ? store : null;
  } catch {
    return null;
  }
}

function pathFrom(git: Git, root: string, what: string): string {
  const answer = answerOfGit(git, ["rev-parse", "--path-format=absolute", what], root);
  if (!answer.ok) throw new Invalid(answer.why);
  return realpathSync(withoutEnd(answer.bytes));
}

/** A repository has a folder for each worktree, which records where the worktree is. */
function isWorktreeOf(store: string, kept: string, at: string): boolean {
  const back = path.resolve(kept, withoutEnd(readFileSync(path.join(kept, "gitdir"))));
  return (
    path.dirname(kept) === path.join(store, "worktrees") &&
    path.join(realpathSync(path.dirname(back)), path.basename(back)) === at
  );
}

/** A submodule's store records where its files are. */
function isFilesOf(git: Git, kept: string, root: string): boolean {
  const answer = answerOfGit(git, ["config", "--get", "core.worktree"], root);
  return answer.ok && realpathSync(path.resolve(kept, withoutEnd(answer.bytes))) === root;
}

/** A path as Git reads and writes it: only the line ending is not part of it. */
function withoutEnd(bytes: Buffer): string {
  return bytes.toString().replace(/\r?\n$/, "");
}

/** Whether a repository borrows objects or refs from another, through alternates or a link. */
function leadsOut(store: string): boolean {
  if (existsSync(path.join(store, "objects/info/alternates"))) return true;
  const links = readdirSync(store, { recursive: true, withFileTypes: true }).filter((entry) => entry.isSymbolicLink());
  return links.some(({ parentPath, name }) => !staysIn(store, path.join(parentPath, name)));
}

function staysIn(store: string, link: string): boolean {
  try {
    return holds(store, realpathSync(link));
  } catch {
    return true;
  }
}
