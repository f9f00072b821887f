import path from "node:path";
import { readManagedPolicies } from "../analyzer/managed-policy-folder.ts";
import type { CheckArguments } from "./arguments.ts";
import type { Commit } from "./git-previous.ts";
import type { PreviousText } from "./previous-text.ts";
import { type ReadFiles, textOf } from "./settings.ts";

/**
 * What the files by which a text is read and judged said in the version before, where that is something else: the parameters,
 * and the managed policies that could be read, by their names.
 */
export type GivenBefore = { parameters?: PreviousText; managed?: Readonly<Record<string, string>> };

/**
 * Of the files of the arguments those in the repository: what lies outside is no part of a change, and was what it is. Null where
 * all is the same.
 */
export function givenBefore(given: CheckArguments, cwd: string, commit: Commit, files?: ReadFiles): GivenBefore | null {
  const parameters = given.parameters === null ? null : parametersBefore(given.parameters, cwd, commit, files);
  const managed =
    given.managedPolicies === null ? null : managedBefore(path.resolve(cwd, given.managedPolicies), commit);
  return parameters || managed ? { ...(parameters && { parameters }), ...(managed && { managed }) } : null;
}

function parametersBefore(file: string, cwd: string, commit: Commit, files?: ReadFiles): PreviousText | null {
  const name = commit.nameOf(path.resolve(cwd, file));
  if (name === null) return null;
  const then = commit.file(name);
  return then.kind === "text" && then.text === textOf(file, cwd, files) ? null : then;
}

function managedBefore(folder: string, commit: Commit): GivenBefore["managed"] | null {
  const name = commit.nameOf(folder);
  if (name === null) return null;
  const now = readManagedPolicies(folder);
  const then = new Map<string, string>();
  for (const [file, text] of commit.folder(name)) {
    if (file.endsWith(".json") && text.kind === "text") then.set(path.basename(file, ".json"), text.text);
  }
  const isSame = then.size === now.size && [...now].every(([key, { document }]) => then.get(key) === document);
  return isSame ? null : Object.fromEntries(then);
}
