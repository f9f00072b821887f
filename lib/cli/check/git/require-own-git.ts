import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { holds } from "#lib/cli/check/input/holds.ts";
import { repositoryRoot } from "#lib/cli/check/report/shown-path.ts";
import { Invalid } from "#lib/errors.ts";
import { answerOfGit, type Git } from "./ask-git.ts";

/**
 * Throws Invalid where the repository of a folder is kept elsewhere by the word of a file in it: whoever writes that file could
 * name any repository there is. A worktree or a submodule is kept elsewhere too, and what keeps it says so itself.
 */
export function requireOwnGit(git: Git, folder: string): void {
  const root = realpathSync(folder);
  // What lies above the folder nobody wrote there who may write here only.
  if (repositoryRoot(root) !== root) return;
  const store = storeOf(git, root);
  if (store === null || (holds(root, store) && leadsOut(store))) throw new Invalid(FOREIGN);
}

const FOREIGN =
  "The .git of this folder leads to another repository, which is not read here. Start the server in the folder of that one.";

/** Where the repository is kept, without links; null where what Git takes for it does not know of this folder. */
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

/** A repository has a folder for each of its worktrees, in which it says where that one is. */
function isWorktreeOf(store: string, kept: string, at: string): boolean {
  const back = path.resolve(kept, withoutEnd(readFileSync(path.join(kept, "gitdir"))));
  return (
    path.dirname(kept) === path.join(store, "worktrees") &&
    path.join(realpathSync(path.dirname(back)), path.basename(back)) === at
  );
}

/** What keeps a submodule says where its files are. */
function isFilesOf(git: Git, kept: string, root: string): boolean {
  const answer = answerOfGit(git, ["config", "--get", "core.worktree"], root);
  return answer.ok && realpathSync(path.resolve(kept, withoutEnd(answer.bytes))) === root;
}

/** As Git reads and writes a path: only the end of the line is none of it. */
function withoutEnd(bytes: Buffer): string {
  return bytes.toString().replace(/\r?\n$/, "");
}

/** Whether objects or names of a repository are those of another one: by its list of others, or by a link. */
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
