import path from "node:path";
import { readManagedPolicies } from "#lib/cli/analyzer/managed-policy-folder.ts";
import type { CheckArguments } from "#lib/cli/check/input/arguments.ts";
import { type ReadFiles, textOf } from "#lib/cli/check/input/settings.ts";
import type { Commit } from "./commit-before.ts";
import type { PreviousText } from "./previous-text.ts";

/**
 * What the files by which a text is read and judged said in the version before, where that is something else: the parameters,
 * and the managed policies that could be read, by their names.
 */
export type SettingsChanged = { parameters?: PreviousText; managed?: Readonly<Record<string, string>> };

/**
 * Of the files of the arguments those in the repository: what lies outside, or is in no commit and in none to come, is no part of
 * a change, and was what it is. Null where all is the same.
 */
export function settingsBefore(
  given: CheckArguments,
  cwd: string,
  commit: Commit,
  files?: ReadFiles,
): SettingsChanged | null {
  const parameters = given.parameters === null ? null : parametersBefore(given.parameters, cwd, commit, files);
  const managed =
    given.managedPolicies === null ? null : managedBefore(path.resolve(cwd, given.managedPolicies), commit);
  return parameters || managed ? { ...(parameters && { parameters }), ...(managed && { managed }) } : null;
}

function parametersBefore(file: string, cwd: string, commit: Commit, files?: ReadFiles): PreviousText | null {
  const name = commit.nameOf(path.resolve(cwd, file));
  if (name === null) return null;
  const then = commit.file(name);
  if (then.kind === "absent" && !commit.isTracked(name)) return null;
  return then.kind === "text" && then.text === textOf(file, cwd, files) ? null : then;
}

function managedBefore(folder: string, commit: Commit): SettingsChanged["managed"] | null {
  const own = commit.nameOf(folder);
  if (own === null) return null;
  const folders = new Map([[own, commit.folder(own)]]);
  const then = new Map<string, string>();
  for (const [file, text] of folders.get(own) ?? []) {
    if (file.endsWith(".json") && text.kind === "text") then.set(path.basename(file, ".json"), text.text);
  }
  const now = readManagedPolicies(folder);
  for (const [key, { document }] of now) {
    const file = `${key}.json`;
    const name = commit.nameOf(path.join(folder, file));
    // One that had another name was another policy.
    if (name === null || path.posix.basename(name) !== file) continue;
    const at = path.posix.dirname(name);
    folders.set(at, folders.get(at) ?? commit.folder(at));
    const text = folders.get(at)?.get(file);
    if (text?.kind === "text") then.set(key, text.text);
    else if (!text && !commit.isTracked(name)) then.set(key, document);
  }
  const isSame = then.size === now.size && [...now].every(([key, { document }]) => then.get(key) === document);
  return isSame ? null : Object.fromEntries(then);
}
