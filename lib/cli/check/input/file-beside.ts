import { realpathSync, statSync } from "node:fs";
import path from "node:path";
import { secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { isGitPath } from "#lib/cli/check/git/is-git-path.ts";
import { neighbourRoot } from "#lib/cli/check/git/neighbour-root.ts";
import type { Checked, TextPlace } from "#lib/cli/check/git/previous-text.ts";
import { blobAt } from "#lib/cli/check/git/read-blobs.ts";
import { repositoryRoot } from "#lib/cli/check/report/shown-path.ts";
import { type FileBeside, readTemplate, type TemplateOptions } from "#lib/templates/read.ts";
import { type MayRead, reasonOf, wouldBeFound } from "./find-files.ts";
import { readFile } from "./read-file.ts";

/** The place of a readable file, with the folder for neighbouring files: its repository, otherwise its own folder. */
export function placeOf(file: string, mayRead: MayRead = () => true): TextPlace | undefined {
  const folder = realpathSync(path.dirname(file));
  const base = neighbourRoot(folder, repositoryRoot(folder) ?? folder, mayRead);
  return base === null ? undefined : { file, base };
}

/** The options for reading a text at its place. */
export function besideText(place: TextPlace | undefined, options: TemplateOptions): TemplateOptions {
  const { fileBeside: _, ...others } = options;
  return place ? { ...others, fileBeside: fileBeside(place) } : others;
}

/**
 * Reads files by relative path from a text's folder, never outside the readable area, even through links. Refuses files
 * with a secret, because their content would be shown as the text's own.
 */
function fileBeside(place: TextPlace): FileBeside {
  return (name) => {
    if (path.isAbsolute(name))
      return { ok: false, message: "Name the file by its path relative to the template's folder." };
    const read = "file" in place ? onDisk(place, name) : inCommit(place, name);
    if (!read.ok) return read;
    if (holdsSecret(read.text, name))
      return { ok: false, message: "The file contains a secret. Remove the secret from the file." };
    return { ok: true, text: read.text, isChecked: place.among !== undefined && isAmong(read.at, place.among) };
  };
}

function isAmong(at: string, { paths, cwd, exclude }: Checked): boolean {
  return paths.some((each) => path.resolve(cwd, each) === at) || wouldBeFound(at, paths, cwd, exclude);
}

type Beside = { ok: true; text: string; at: string } | { ok: false; message: string };

const OUTSIDE: Beside = { ok: false, message: "The file is outside the repository." };

function onDisk({ file, base }: Extract<TextPlace, { file: string }>, name: string): Beside {
  try {
    const real = realpathSync(path.resolve(realpathSync(path.dirname(file)), name));
    const mayRead = (each: string) => each.startsWith(`${base}${path.sep}`) && !isGitPath(path.relative(base, each));
    if (!mayRead(real)) return OUTSIDE;
    if (!statSync(real).isFile()) return { ok: false, message: "Not a regular file." };
    const read = readFile(real, mayRead);
    return read.ok ? { ...read, at: real } : read;
  } catch (error) {
    return { ok: false, message: reasonOf(error) };
  }
}

type InCommit = Extract<TextPlace, { commit: string }>;

function inCommit({ commit, root, name: from, base, options }: InCommit, name: string): Beside {
  const whole = path.posix.join(path.posix.dirname(from), name);
  if (!path.join(root, whole).startsWith(`${base}${path.sep}`)) return OUTSIDE;
  const blob = blobAt(commit, whole, root, options);
  if (blob.kind === "text") return { ok: true, text: blob.text, at: path.join(root, whole) };
  return { ok: false, message: blob.kind === "absent" ? "The file does not exist." : blob.message };
}

function holdsSecret(text: string, name: string): boolean {
  const { taken, kept } = secretsIn(text, name, readTemplate(text));
  return taken.length + kept.length > 0;
}
