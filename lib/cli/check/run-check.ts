import { randomBytes } from "node:crypto";
import { realpathSync } from "node:fs";
import { availableParallelism } from "node:os";
import path from "node:path";
import type { GitOptions } from "./git/ask-git.ts";
import { previousOf } from "./git/find-version-before.ts";
import { settingsBefore } from "./git/settings-before.ts";
import type { CheckArguments } from "./input/arguments.ts";
import { type FindOptions, findFiles, wouldBeFound } from "./input/find-files.ts";
import { inputOf, type LargeFile } from "./input/input-of.ts";
import type { ReadFiles } from "./input/settings.ts";
import type { WorkOptions } from "./judge/in-process-or-child.ts";
import { unreadable, unreadableFile } from "./judge/result-of-text.ts";
import { textChecker } from "./judge/text-checker.ts";
import { type Run, type RunSettings, textSettings } from "./judge/text-settings.ts";
import { unknownSensitiveActions } from "./judge/unknown-sensitive-actions.ts";
import type { Place } from "./report/placed-result.ts";
import { type FileResult, makeReport, type Report } from "./report/report.ts";
import { repositoryRoot, shownPath, stablePath } from "./report/shown-path.ts";
import { redactedWord } from "./report/shown-text.ts";
import { inSources, type Sources } from "./terraform/in-sources.ts";
import { terraformFiles } from "./terraform/terraform-files.ts";
import { withTerraform } from "./terraform/terraform-results.ts";

/**
 * Receives the number of finished files, and each large file before it starts, with `size` in bytes. The caller awaits
 * it.
 */
export type Progress = (done: number, all: number, large?: LargeFile) => void | Promise<void>;

/**
 * `files`: texts of the argument files, if already read; `mayRead` restricts the run to some places, `mostFiles` to a
 * number of files.
 */
export type RunOptions = WorkOptions & FindOptions & GitOptions & { files?: ReadFiles };

/** The complete answer of `guardians check`. Throws Invalid if it is not clear what to check. */
export async function runCheck(
  given: CheckArguments,
  cwd: string,
  progress: Progress = () => {},
  { files: read, mayRead, mostFiles, gitMs, ...options }: RunOptions = {},
): Promise<Report> {
  const asGiven = newRun(given, cwd, read);
  const asNow = textSettings(asGiven);
  const found = findFiles(given.paths, cwd, given.exclude, { mayRead, mostFiles });
  const paths = found.files.map((file) => file.path);
  const asked = { files: paths, beside: found.terraform };
  const previous = given.against === null ? null : previousOf(given.against, asked, cwd, { mayRead, gitMs });
  const before = previous?.commit ? settingsBefore(given, cwd, previous.commit, read) : null;
  const run = before ? { ...asGiven, before } : asGiven;
  const settings = before ? textSettings(run) : asNow;
  const base = repositoryRoot(cwd) ?? realpathSync(cwd);
  const placeOf = (file: string): Place => ({ file: shownPath(file, cwd), uri: uriOf(file, base) });
  const sources: Sources = {
    roots: [...given.paths.map((each) => path.resolve(cwd, each)), cwd],
    base,
    files: terraformFiles(mayRead),
    placeOf,
  };
  const checked: FileResult[] = found.problems.map((problem) => {
    return { ...unreadable(problem.message), ...placeOf(problem.path) };
  });
  const checker = textChecker(run, settings, options);
  // A restricted run need not check everything its paths name.
  const among = mayRead ? undefined : { paths: given.paths, cwd: realpathSync(cwd), exclude: given.exclude };
  const gone: FileResult[] = [];
  try {
    const isLong = found.files.length >= MANY_FILES && availableParallelism() > 1;
    let size = 0;
    let together: (() => Promise<FileResult>)[] = [];
    const checkThem = async () => {
      checked.push(...(await Promise.all(together.map((check) => check()))));
      [size, together] = [0, []];
    };
    for (const [index, file] of found.files.entries()) {
      const tell = (large?: LargeFile) => progress(index, found.files.length, large);
      await tell();
      const input = await inputOf(file, { previous, mayRead, among, tell });
      together.push(async () => {
        const isApart = isLong && index % 2 === 1;
        const result = "drafts" in input ? input : await checker.check(input, isApart);
        return { ...placeOf(file.path), ...inSources(result, file.path, sources) };
      });
      size += "text" in input ? input.text.length : 0;
      if (together.length === MOST_TOGETHER || size > LARGEST_TOGETHER) await checkThem();
    }
    await checkThem();
    const real = realpathSync(cwd);
    for (const { path: at, text } of previous?.gone ?? []) {
      if (!wouldBeFound(at, given.paths, real, given.exclude)) continue;
      const place = { file: shownPath(at, real), uri: shownPath(at, base) };
      const then = { label: previous?.label ?? "", text: await text() };
      const left = await checker.check({ name: place.file, text: NOTHING_LEFT, named: false, previous: then });
      if (left.format === "unreadable") continue;
      gone.push({ ...place, ...left, drafts: left.drafts.map((draft) => ({ ...draft, excerpt: null })) });
    }
  } finally {
    checker.end();
  }
  await progress(found.files.length, found.files.length);
  const files = await withTerraform(checked, found.terraform, previous, sources);
  return makeReport({
    ...reportOn(given, settings),
    files,
    gone,
    whole: [
      ...(files.some(isAnswer) ? [] : [nothingRead(given.paths)]),
      ...(await unknownSensitiveActions(settings.profile.sensitive)),
    ],
    against: previous?.label ?? null,
    passedOver: { otherFiles: found.otherFiles, folderLinks: found.folderLinks, excluded: found.excluded },
    isPathMissing: found.isPathMissing,
  });
}

export function newRun(given: CheckArguments, cwd: string, files?: ReadFiles): Run {
  return { given, cwd, salt: randomBytes(32), ...(files && { files }) };
}

/** The parts of a report that repeat the request. */
export function reportOn({ failOn, gate }: CheckArguments, { profile, checks, ignore, baseline, print }: RunSettings) {
  return {
    failOn,
    gate,
    profile: profile.name,
    account: { id: checks.account, given: profile.account !== null },
    ignore,
    baseline,
    redacted: (secret: string) => redactedWord(print(secret)),
  };
}

/**
 * From this many files on, every other file is checked in the separate process in parallel. Fewer files finish before
 * it starts.
 */
const MANY_FILES = 400;
/**
 * Maximum number of files, and UTF-16 units of text, checked together. Batching saves the cost of a timeout watch for
 * each.
 */
const MOST_TOGETHER = 32;
const LARGEST_TOGETHER = 1024 * 1024;

/** Whether something was read, or a finding says what was not. */
function isAnswer({ format, drafts }: FileResult): boolean {
  return format === "terraform" ? drafts.length > 0 : format !== "foreign";
}

function uriOf(file: string, base: string): string {
  try {
    return stablePath(file, base);
  } catch {
    return shownPath(file, base);
  }
}

/** The content of a deleted file now: a template that deploys nothing. */
const NOTHING_LEFT = 'AWSTemplateFormatVersion: "2010-09-09"\nResources: {}\n';

/** A run that read nothing has proved nothing. */
function nothingRead(paths: readonly string[]) {
  const message = `No policies found: there is no template, plan or policy in ${paths.join(", ")}.`;
  const remedy =
    "Check the paths. In folders, files named .json, .yaml, .yml and .template are read. For Terraform, pass plans.";
  return unreadableFile(message, remedy);
}
