import { randomBytes } from "node:crypto";
import { realpathSync } from "node:fs";
import path from "node:path";
import type { CheckArguments } from "./arguments.ts";
import type { TextResult } from "./check-text.ts";
import { placeOf } from "./file-beside.ts";
import { type FoundFile, findFiles, type MayRead, wouldBeFound } from "./find-files.ts";
import type { Previous } from "./git-previous.ts";
import type { WorkOptions } from "./here-or-apart.ts";
import { previousOf } from "./previous.ts";
import type { Checked } from "./previous-text.ts";
import { readFile } from "./read-file.ts";
import { type FileResult, makeReport, type Report } from "./report.ts";
import { unreadable, unreadableFile } from "./result-of-text.ts";
import type { ReadFiles } from "./settings.ts";
import { repositoryRoot, shownPath, stablePath } from "./shown-path.ts";
import { redactedWord } from "./shown-text.ts";
import type { GoneFile } from "./since-before.ts";
import { type TextChecker, textChecker } from "./text-checker.ts";
import { type Run, type RunSettings, textSettings } from "./text-settings.ts";

/** Told how many of the files are done, and waited for. */
export type Progress = (done: number, all: number) => void | Promise<void>;

/** `files` are the texts of the files that the arguments name, where they are read already; `mayRead` keeps the run to some places. */
export type RunOptions = WorkOptions & { files?: ReadFiles; mayRead?: MayRead };

/** Everything that `guardians check` answers. Throws Invalid where it can not be told what to check. */
export async function runCheck(
  given: CheckArguments,
  cwd: string,
  progress: Progress = () => {},
  { files: read, mayRead, ...options }: RunOptions = {},
): Promise<Report> {
  const run = newRun(given, cwd, read);
  const settings = textSettings(run);
  const found = findFiles(given.paths, cwd, given.exclude, mayRead);
  const paths = found.files.map((file) => file.path);
  const previous = given.against === null ? null : previousOf(given.against, paths, cwd, mayRead);
  const base = repositoryRoot(cwd) ?? realpathSync(cwd);
  const files: FileResult[] = found.problems.map(({ path: at, shown, message }) => {
    return { ...unreadable(message), file: shown, uri: uriOf(at, base) };
  });
  const checker = textChecker(run, settings, options);
  // A run that is kept to some places need not check all that its paths name.
  const among = mayRead ? undefined : { paths: given.paths, cwd: realpathSync(cwd), exclude: given.exclude };
  const gone: GoneFile[] = [];
  try {
    for (const [index, file] of found.files.entries()) {
      await progress(index, found.files.length);
      const place = { file: file.shown, uri: uriOf(file.path, base) };
      files.push({ ...place, ...(await checkFile(file, previous, checker, { mayRead, among })) });
    }
    const real = realpathSync(cwd);
    for (const { path: at, text } of previous?.gone ?? []) {
      if (!wouldBeFound(at, given.paths, real, given.exclude)) continue;
      const then = text();
      if (then.kind !== "text") continue;
      const place = { file: shownPath(at, real), uri: shownPath(at, base) };
      gone.push({ ...place, before: await checker.check({ name: place.file, ...then, named: false, previous: null }) });
    }
  } finally {
    checker.end();
  }
  await progress(found.files.length, found.files.length);
  return makeReport({
    ...reportOn(given, settings),
    files,
    gone,
    whole: files.some(({ format }) => format !== "foreign") ? [] : [nothingRead(given.paths)],
    against: previous?.label ?? null,
    passedOver: { otherFiles: found.otherFiles, folderLinks: found.folderLinks, excluded: found.excluded },
    isPathMissing: found.isPathMissing,
  });
}

export function newRun(given: CheckArguments, cwd: string, files?: ReadFiles): Run {
  return { given, cwd, salt: randomBytes(32), ...(files && { files }) };
}

/** What a report says of what was asked. */
export function reportOn({ failOn, gate }: CheckArguments, { profile, checks, ignore, baseline, print }: RunSettings) {
  return {
    failOn,
    gate,
    profile: profile.name,
    account: { id: checks.account, given: profile.account !== null },
    ignore,
    baseline,
    redacted: (keyId: string) => redactedWord(print(keyId)),
  };
}

async function checkFile(
  file: FoundFile,
  previous: Previous | null,
  checker: TextChecker,
  { mayRead, among }: { mayRead: MayRead | undefined; among: Checked | undefined },
): Promise<TextResult> {
  const read = readFile(file.path);
  if (!read.ok) return unreadable(read.message);
  const then = previous?.of(file.path);
  const text = then?.kind === "text" && then.place && among ? { ...then, place: { ...then.place, among } } : then;
  const before = previous && text ? { label: previous.label, text } : null;
  const { shown: name, named } = file;
  const at = placeOf(file.path, mayRead);
  const place = at && { ...at, ...(among && { among }) };
  return checker.check({ name, text: read.text, named, place, previous: before });
}

function uriOf(file: string, base: string): string {
  try {
    return stablePath(file, base);
  } catch {
    return path.relative(base, file).split(path.sep).join("/");
  }
}

/** A run that read nothing has shown nothing. */
function nothingRead(paths: readonly string[]) {
  const message = `No policies found: there is no template, plan or policy in ${paths.join(", ")}.`;
  const remedy = "See that the paths are right: files named .json, .yaml, .yml and .template are read in folders.";
  return unreadableFile(message, remedy);
}
