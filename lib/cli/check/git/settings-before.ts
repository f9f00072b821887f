import path from "node:path";
import { readManagedPolicies } from "#lib/cli/analyzer/managed-policy-folder.ts";
import type { CheckArguments } from "#lib/cli/check/input/arguments.ts";
import { type ReadFiles, textOf } from "#lib/cli/check/input/settings.ts";
import type { Commit } from "./commit-before.ts";
import type { PreviousText } from "./previous-text.ts";

/** The previous contents of settings files, if different: the parameters, and the readable managed policies by name. */
export type SettingsChanged = { parameters?: PreviousText; managed?: Readonly<Record<string, string>> };

/**
 * Argument files inside the repository. Files outside it, or never committed, are no part of a change and count as
 * unchanged. Null if nothing changed.
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
    // Under another name it was another policy.
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
