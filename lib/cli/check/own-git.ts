import { spawnSync } from "node:child_process";
import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync } from "node:fs";
import path from "node:path";
import { Invalid } from "#lib/errors.ts";
import type { MayRead } from "./find-files.ts";
import { holds } from "./holds.ts";
import { repositoryRoot } from "./shown-path.ts";

/**
 * Throws Invalid where the repository of a folder is kept elsewhere by the word of a file that lies among what may be read:
 * whoever writes that file could name any repository there is. A worktree or a submodule is kept elsewhere too, and the
 * repository that keeps it says so itself.
 */
export function requireOwnGit(cwd: string, mayRead: MayRead): void {
  const top = repositoryRoot(cwd);
  // What lies above what may be read nobody wrote there who may write here only.
  if (top === null || !mayRead(top)) return;
  const store = storeOf(top);
  if (store === null) throw new Invalid(FOREIGN);
  if (mayRead(path.dirname(store)) && leadsOut(store)) throw new Invalid(FOREIGN);
}

const FOREIGN =
  "The .git of this folder leads to another repository, which is not read here. Start the server in the folder of that one.";

/** Where the objects of a repository are kept, without links; null where what keeps them does not know of this folder. */
function storeOf(top: string): string | null {
  const at = path.join(top, ".git");
  const stats = lstatSync(at);
  if (stats.isDirectory()) return existsSync(path.join(at, "commondir")) ? null : at;
  if (!stats.isFile()) return null;
  try {
    const kept = realpathSync(path.resolve(top, pointer(readFileSync(at, "utf8"))));
    return storeOfWorktree(top, kept) ?? storeOfSubmodule(top, kept);
  } catch {
    return null;
  }
}

function pointer(text: string): string {
  return text.replace(/^gitdir:/, "").trim();
}

/** The repository has a folder for each of its worktrees, in which it says where that one is. */
function storeOfWorktree(top: string, kept: string): string | null {
  if (!existsSync(path.join(kept, "commondir"))) return null;
  const store = realpathSync(path.resolve(kept, readFileSync(path.join(kept, "commondir"), "utf8").trim()));
  const back = path.resolve(kept, readFileSync(path.join(kept, "gitdir"), "utf8").trim());
  const isKnown = path.dirname(kept) === path.join(store, "worktrees") && isSame(back, path.join(top, ".git"));
  return isKnown ? store : null;
}

/** What keeps a submodule says where its files are. */
function storeOfSubmodule(top: string, kept: string): string | null {
  if (existsSync(path.join(kept, "commondir"))) return null;
  const asked = ["config", "--file", path.join(kept, "config"), "--no-includes", "core.worktree"];
  const { status, stdout } = spawnSync("git", asked, { cwd: kept, encoding: "utf8" });
  return status === 0 && isSame(path.resolve(kept, stdout.trimEnd()), top) ? kept : null;
}

function isSame(one: string, other: string): boolean {
  return (
    realpathSync(path.dirname(one)) === realpathSync(path.dirname(other)) && path.basename(one) === path.basename(other)
  );
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
