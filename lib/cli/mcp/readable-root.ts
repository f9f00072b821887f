import { realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { isGitPath } from "#lib/cli/check/git/is-git-path.ts";
import { type MayRead, reasonOf } from "#lib/cli/check/input/find-files.ts";
import { holds } from "#lib/cli/check/input/holds.ts";
import { readFile } from "#lib/cli/check/input/read-file.ts";
import { shownPath } from "#lib/cli/check/report/shown-path.ts";
import { UsageError } from "#lib/cli/usage.ts";
import { Invalid } from "#lib/errors.ts";

/** A readable file or folder: its real path, and how it is shown. */
type InsidePath = { at: string; shown: string; isFolder: boolean };

/** The readable folders, and how to access them. Both functions throw Invalid if something may not be read. */
export type Inside = {
  root: string;
  find: (given: string) => InsidePath;
  read: (given: string) => { shown: string; text: string };
  mayRead: MayRead;
};

/** The folder the server is restricted to, with links resolved. */
export function openRoot(folder: string): string {
  try {
    const real = realpathSync(folder);
    if (statSync(real).isDirectory()) return real;
  } catch (error) {
    throw new UsageError(`--root ${folder}: ${reasonOf(error)}`);
  }
  throw new UsageError(`--root ${folder}: not a folder.`);
}

/** `folders` narrow the root: anything outside them may not be read. All paths have links resolved. */
export function insideOf(root: string, folders: readonly string[] = [root]): Inside {
  const mayRead: MayRead = (real) =>
    holds(root, real) && folders.some((folder) => holds(folder, real)) && !isGitPath(path.relative(root, real));
  const find = (given: string) => findInside(given, root, mayRead);
  return {
    root,
    find,
    read: (given) => {
      const { at, shown, isFolder } = find(given);
      if (isFolder) throw new Invalid(`“${shown}” is a folder. Name a file.`);
      const file = readFile(at, mayRead);
      if (!file.ok) throw new Invalid(`“${shown}”: ${file.message}`);
      return { shown, text: file.text };
    },
    mayRead,
  };
}

function findInside(given: string, root: string, mayRead: MayRead): InsidePath {
  if (given === "" || /\p{Cc}/u.test(given))
    throw new Invalid("A path needs at least one character, and no control characters.");
  const at = path.resolve(root, given);
  if (!holds(root, at)) throw new Invalid(`“${given}” is outside the readable folder. ${WHAT_MAY}`);
  if (isGitPath(path.relative(root, at))) throw new Invalid(`“${given}” is internal to Git and is not read.`);
  const shown = shownPath(at, root);
  const { real, stats } = look(at, shown);
  if (!mayRead(real)) throw new Invalid(`“${shown}” leads outside the readable folders. ${WHAT_MAY}`);
  const isFolder = stats.isDirectory();
  if (!isFolder && !stats.isFile()) throw new Invalid(`“${shown}” is not a file or folder.`);
  return { at, shown, isFolder };
}

const WHAT_MAY = "Name paths relative to the root folder.";

function look(at: string, shown: string): { real: string; stats: Stats } {
  try {
    const real = realpathSync(at);
    return { real, stats: statSync(real) };
  } catch (error) {
    throw new Invalid(`“${shown}”: ${reasonOf(error)}`);
  }
}
