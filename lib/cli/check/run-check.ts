import { createHmac, randomBytes } from "node:crypto";
import { realpathSync } from "node:fs";
import path from "node:path";
import { REDACTED, redactor } from "#lib/checks/credentials/redact.ts";
import { Invalid } from "#lib/errors.ts";
import { withoutKeyIds } from "#lib/secrets/rules/key-id.ts";
import type { CheckArguments } from "./arguments.ts";
import { checkText, type TextResult, type TextSettings } from "./check-text.ts";
import { type FoundFile, findFiles } from "./find-files.ts";
import { draft } from "./finding.ts";
import type { Previous } from "./git-previous.ts";
import { TookTooLong } from "./in-time.ts";
import { previousOf } from "./previous.ts";
import { readFile } from "./read-file.ts";
import { type FileResult, makeReport, type Report } from "./report.ts";
import { readSettings } from "./settings.ts";
import { repositoryRoot, stablePath } from "./shown-path.ts";
import { redactedWord } from "./shown-text.ts";
import { withoutSecrets } from "./without-secrets.ts";

/** Told how many of the files are done. */
export type Progress = (done: number, all: number) => void;

/** Everything that `guardians check` answers. Throws Invalid where it can not be told what to check. */
export async function runCheck(given: CheckArguments, cwd: string, progress: Progress = () => {}): Promise<Report> {
  const print = fingerprints();
  const settings: TextSettings = { ...settingsOf(given, cwd), factsFor, print };
  const found = findFiles(given.paths, cwd);
  const paths = found.files.map((file) => file.path);
  const previous = given.against === null ? null : previousOf(given.against, paths, cwd);
  const base = repositoryRoot(cwd) ?? realpathSync(cwd);
  const files: FileResult[] = found.problems.map(({ path: at, shown, message }) => {
    return { ...EMPTY, file: shown, uri: uriOf(at, base), format: "unreadable", drafts: [unreadable(message)] };
  });
  for (const [index, file] of found.files.entries()) {
    progress(index, found.files.length);
    const place = { file: file.shown, uri: uriOf(file.path, base) };
    files.push({ ...place, ...(await checkFile(file, previous, settings)) });
  }
  progress(found.files.length, found.files.length);
  return makeReport({
    files,
    whole: files.some(({ format }) => format !== "foreign") ? [] : [nothingRead(given.paths)],
    failOn: given.failOn,
    profile: settings.profile.name,
    against: previous?.label ?? null,
    account: { id: settings.checks.account, given: settings.profile.account !== null },
    passedOver: { otherFiles: found.otherFiles, folderLinks: found.folderLinks },
    ignore: settings.ignore,
    baseline: settings.baseline,
    redacted: (keyId) => redactedWord(print(keyId)),
  });
}

/** Shows that two places hold the same secret. The salt of the run is nowhere kept, so that nobody can try words on it. */
function fingerprints(): (secret: string) => string {
  const salt = randomBytes(32);
  return (secret) => createHmac("sha256", salt).update(secret).digest("hex").slice(0, 8);
}

/** What is wrong with a file of the caller may quote it. */
function settingsOf(given: CheckArguments, cwd: string) {
  try {
    return readSettings(given, cwd);
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid(withoutKeyIds(error.message, () => REDACTED));
    throw error;
  }
}

const EMPTY = { policies: [], drafts: [], assumptions: [], leftOut: [], escalations: [], shown: "", errors: [] };

/** The data about services is large: it is loaded once there is a policy to validate. */
async function factsFor(policies: string[]) {
  const { serviceFacts } = await import("#lib/policies/service-facts.ts");
  return serviceFacts(policies);
}

async function checkFile(file: FoundFile, previous: Previous | null, settings: TextSettings): Promise<TextResult> {
  const read = readFile(file.path);
  if (!read.ok) return { ...EMPTY, format: "unreadable", drafts: [unreadable(read.message)] };
  const { text } = read;
  const before = previous && { label: previous.label, text: previous.of(file.path) };
  try {
    return await checkText({ name: file.shown, text, named: file.named, previous: before }, settings);
  } catch (error) {
    if (error instanceof TookTooLong) return { ...EMPTY, format: "unreadable", drafts: [unreadable(error.message)] };
    const why = wordsOf(error, text, file.shown);
    return { ...EMPTY, format: "unreadable", drafts: [], errors: [`The check could not be run: ${why}`] };
  }
}

/** What broke may quote the text that it broke on. */
function wordsOf(error: unknown, text: string, name: string): string {
  const said = error instanceof Error ? error.message : String(error);
  try {
    const { secrets } = withoutSecrets(text, name, {});
    return redactor(secrets.map(({ value }) => value))(said);
  } catch {
    return "what broke can not be shown, as it may hold a secret.";
  }
}

function uriOf(file: string, base: string): string {
  try {
    return stablePath(file, base);
  } catch {
    return path.relative(base, file).split(path.sep).join("/");
  }
}

/** A file that could not be read. It can not be accepted in advance: nobody knows what it holds. */
function unreadable(message: string) {
  return draft({ rule: "UNREADABLE_FILE", level: "incomplete", message });
}

/** A run that read nothing has shown nothing. */
function nothingRead(paths: readonly string[]) {
  const message = `No policies found: there is no template, plan or policy in ${paths.join(", ")}.`;
  const remedy = "See that the paths are right: files named .json, .yaml, .yml and .template are read in folders.";
  return draft({ rule: "UNREADABLE_FILE", level: "incomplete", message, remedy });
}
