import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import path from "node:path";
import { shownPath } from "#lib/cli/check/report/shown-path.ts";
import { Invalid } from "#lib/errors.ts";
import { excluder } from "./glob.ts";
import { holds } from "./holds.ts";

/** A file to check. `named`: the caller named this file, so it must not be skipped. */
export type FoundFile = { path: string; shown: string; named: boolean };
type FileProblem = { path: string; shown: string; message: string };
type FoundFiles = {
  files: FoundFile[];
  problems: FileProblem[];
  /** Files in the folders skipped because of their extension. */
  otherFiles: number;
  /** Links to folders within the folders. Their targets are either read in place or not part of the folder. */
  folderLinks: number;
  /** Files and folders excluded by the caller. */
  excluded: number;
  /** Paths of Terraform source files. Those found in folders also count as other files. */
  terraform: string[];
  /** Whether one of the paths does not exist. */
  isPathMissing: boolean;
};

const READ = new Set([".json", ".yaml", ".yml", ".template"]);
const SKIPPED_FOLDERS = new Set(["node_modules", ".git"]);

/** Whether a file or folder may be read, by its path with links resolved. */
export type MayRead = (real: string) => boolean;

/** What may be read, and the maximum number of files. */
export type FindOptions = { mayRead?: MayRead; mostFiles?: number };

/**
 * Every file named by the paths or inside them and not excluded, once, in path order and then by name. Unreadable files
 * are problems. Throws Invalid above the maximum.
 */
export function findFiles(
  paths: readonly string[],
  cwd: string,
  exclude: readonly string[] = [],
  { mayRead = () => true, mostFiles = Number.POSITIVE_INFINITY }: FindOptions = {},
): FoundFiles {
  const found: FoundFiles = {
    files: [],
    problems: [],
    otherFiles: 0,
    folderLinks: 0,
    excluded: 0,
    terraform: [],
    isPathMissing: false,
  };
  const state: Walk = { cwd, seen: new Set(), found, isExcluded: excluder(exclude), mayRead, mostFiles };
  for (const each of paths) {
    const at = path.resolve(cwd, each);
    if (isLeftOut(at, state)) continue;
    const stats = look(at, state);
    if (stats === null) found.isPathMissing = true;
    else if (stats.isDirectory()) walk(at, state);
    else add(at, stats, true, state);
  }
  return found;
}

/** Whether a deleted file would have been found in one of the folders. */
export function wouldBeFound(at: string, paths: readonly string[], cwd: string, exclude: readonly string[]): boolean {
  const shown = shownPath(at, cwd);
  const names = shown.split("/");
  if (excluder(exclude)(shown) || !READ.has(path.extname(at).toLowerCase())) return false;
  if (names.some((name) => SKIPPED_FOLDERS.has(name))) return false;
  return paths.some((each) => {
    const folder = path.resolve(cwd, each);
    return at !== folder && holds(folder, at);
  });
}

type Walk = {
  cwd: string;
  seen: Set<string>;
  found: FoundFiles;
  isExcluded: (shown: string) => boolean;
  mayRead: MayRead;
  mostFiles: number;
};

function isLeftOut(at: string, { cwd, found, isExcluded }: Walk): boolean {
  const isOut = isExcluded(shownPath(at, cwd));
  if (isOut) found.excluded += 1;
  return isOut;
}

function walk(folder: string, state: Walk): void {
  const { found, seen, mayRead } = state;
  const real = realOf(folder, state);
  if (real === null || seen.has(real)) return;
  if (!mayRead(real)) {
    refuse(folder, MAY_NOT, state);
    return;
  }
  seen.add(real);
  for (const entry of entriesOf(folder, state)) {
    const at = path.join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!SKIPPED_FOLDERS.has(entry.name) && !isLeftOut(at, state)) walk(at, state);
    } else if (isLeftOut(at, state)) {
    } else if (!READ.has(path.extname(entry.name).toLowerCase())) {
      if (entry.isSymbolicLink() && isFolder(at)) found.folderLinks += 1;
      else {
        found.otherFiles += 1;
        if (isTerraformFile(entry.name) && entry.isFile() && !isDownloaded(at)) found.terraform.push(at);
      }
    } else {
      const stats = look(at, state);
      if (stats?.isDirectory()) found.folderLinks += 1;
      else if (stats) add(at, stats, false, state);
    }
  }
}

export const MAY_NOT = "The path leads outside the readable folders.";

function add(at: string, stats: Stats, named: boolean, state: Walk): void {
  const { cwd, seen, found, mayRead } = state;
  const real = realOf(at, state);
  if (real === null) return;
  const fault = !mayRead(real) ? MAY_NOT : stats.isFile() ? null : "Not a file or folder.";
  if (fault !== null) {
    refuse(at, fault, state);
    return;
  }
  if (seen.has(real)) return;
  seen.add(real);
  found.files.push({ path: at, shown: shownPath(at, cwd), named });
  if (isTerraformFile(at) && (named || !isDownloaded(at))) found.terraform.push(at);
  refuseTooMany(state);
}

/** Terraform source in either syntax, from which a plan is made. */
export function isTerraformFile(name: string): boolean {
  return name.endsWith(".tf") || isTerraformJson(name);
}

export function isTerraformJson(name: string): boolean {
  return name.endsWith(".tf.json");
}

/** Modules that Terraform downloaded are not part of the folder. */
function isDownloaded(file: string): boolean {
  return file.split(path.sep).includes(".terraform");
}

function refuse(at: string, message: string, state: Walk): void {
  state.found.problems.push({ path: at, shown: shownPath(at, state.cwd), message });
  refuseTooMany(state);
}

function refuseTooMany({ found: { files, problems }, mostFiles }: Walk): void {
  if (files.length + problems.length <= mostFiles) return;
  throw new Invalid(`There are more than ${mostFiles} files. Name fewer folders, or exclude some.`);
}

function entriesOf(folder: string, state: Walk): Dirent[] {
  const entries = tried(folder, state, () => readdirSync(folder, { withFileTypes: true })) ?? [];
  return entries.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
}

function look(at: string, state: Walk): Stats | null {
  return tried(at, state, () => statSync(at));
}

function realOf(at: string, state: Walk): string | null {
  return tried(at, state, () => realpathSync(at));
}

function tried<Value>(at: string, state: Walk, read: () => Value): Value | null {
  try {
    return read();
  } catch (error) {
    refuse(at, isMisread(at, error) ? "The file name is not UTF-8. Rename the file." : reasonOf(error), state);
    return null;
  }
}

/** A name that is not UTF-8 is listed with replacement characters, and no file of that name exists. */
function isMisread(at: string, error: unknown): boolean {
  return codeOf(error) === "ENOENT" && path.basename(at).includes("\uFFFD");
}

function isFolder(at: string): boolean {
  try {
    return statSync(at).isDirectory();
  } catch {
    return false;
  }
}

const REASONS: Record<string, string> = {
  ENOENT: "The file does not exist. Check the path.",
  ELOOP: "The symbolic link points to itself. Remove it, or point it to a file.",
  EACCES: "This account cannot read the file. Grant it read permission.",
  EPERM: "This account cannot read the file. Grant it read permission.",
  ENAMETOOLONG: "The name is too long.",
  ENOTDIR: "A part of the path is a file, not a folder.",
};

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}

export function reasonOf(error: unknown): string {
  return REASONS[codeOf(error)] ?? `The file cannot be read: ${error instanceof Error ? error.message : String(error)}`;
}
