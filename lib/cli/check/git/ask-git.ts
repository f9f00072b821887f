import { spawn, spawnSync } from "node:child_process";
import type { Readable } from "node:stream";
import type { MayRead } from "#lib/cli/check/input/find-files.ts";
import { Invalid } from "#lib/errors.ts";

/** How Git is asked: with which options, of which files, and for how many milliseconds at most. */
export type Git = { options: readonly string[]; mayRead: MayRead; longest?: number };

/** What may be read, and how many milliseconds each question to Git may take where that is not everything. */
export type GitOptions = { mayRead?: MayRead; gitMs?: number };

/** Longer than Git takes for a large repository; one in which it waits for something would hold up whoever waits for it. */
const GIT_MS = 60_000;

/** Git as it may be asked here. Where not everything may be read, nothing is fetched, and a folder that has no .git is no repository. */
export function gitFor({ mayRead, gitMs = GIT_MS }: GitOptions, cwd: string): Git {
  if (!mayRead) return { options: ONLY_READ, mayRead: () => true };
  return { options: [...ONLY_READ, ...ONLY_NAMED, ...offline(cwd, gitMs)], mayRead, longest: gitMs };
}

/** Git writes nothing, and starts no program that the repository names to watch its files. */
const ONLY_READ = ["--no-optional-locks", "-c", "core.fsmonitor=false"];

/** Whatever files of one it has. */
const ONLY_NAMED = ["-c", "safe.bareRepository=explicit"];

/** What Git answers to an option that it does not know. */
const UNKNOWN_OPTION = 129;

/**
 * A clone without all of its objects would fetch them, by a program that it names, where it allows one way to do so by name. Git
 * since 2.44 is told not to begin; one that begins and finds that it may not ends itself at times.
 */
function offline(cwd: string, longest: number): string[] {
  const asked = ["config", "--null", "--name-only", "--get-regexp", String.raw`^protocol\..*\.allow$`];
  const ask = (...first: string[]) =>
    spawnSync("git", [...first, ...asked], { cwd, encoding: "utf8", timeout: longest });
  const lazy = "--no-lazy-fetch";
  const newer = ask(lazy);
  const isKnown = newer.status !== UNKNOWN_OPTION;
  const { stdout } = isKnown ? newer : ask();
  const allowed = new Set((stdout ?? "").split("\0").slice(0, -1));
  return [...(isKnown ? [lazy] : []), ...["protocol.allow", ...allowed].flatMap((name) => ["-c", `${name}=never`])];
}

type Answer = { ok: true; bytes: Buffer } | { ok: false; why: string };

/** What Git says, or in one line why it says nothing. */
export function answerOfGit({ options, longest }: Git, args: readonly string[], cwd: string, input?: string): Answer {
  const { status, stdout, stderr, error } = spawnSync("git", [...options, ...args], {
    cwd,
    input,
    timeout: longest,
    maxBuffer: Number.MAX_SAFE_INTEGER,
  });
  if (error) return { ok: false, why: `git could not be run: ${error.message}` };
  if (status === 0) return { ok: true, bytes: stdout };
  const [why = ""] = stderr.toString().trim().split("\n");
  return { ok: false, why };
}

/** What Git says. Throws Invalid, with these words, where it says nothing. */
export function askGit(git: Git, args: readonly string[], cwd: string, otherwise: string): string {
  const answer = answerOfGit(git, args, cwd);
  if (answer.ok) return answer.bytes.toString();
  throw new Invalid(`${otherwise}${answer.why ? ` (${answer.why})` : ""}.`);
}

/** What Git says, as it says it. */
export function streamOfGit({ options, longest }: Git, args: readonly string[], cwd: string): Readable {
  return spawn("git", [...options, ...args], { cwd, timeout: longest, stdio: ["ignore", "pipe", "ignore"] }).stdout;
}
