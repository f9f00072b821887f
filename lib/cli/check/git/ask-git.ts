import { spawn, spawnSync } from "node:child_process";
import type { Readable } from "node:stream";
import type { MayRead } from "#lib/cli/check/input/find-files.ts";
import { Invalid } from "#lib/errors.ts";

/** How to call Git: with which options, on which files, and for how many milliseconds at most. */
export type Git = { options: readonly string[]; mayRead: MayRead; longest?: number };

/** Readable files, and the time limit in milliseconds for each call to Git if not everything may be read. */
export type GitOptions = { mayRead?: MayRead; gitMs?: number };

/** Longer than Git needs for a large repository. Without a limit, a waiting Git would block its caller. */
const GIT_MS = 60_000;

/**
 * Git with the permitted options. If not everything may be read, nothing is fetched, and a folder without .git is not a
 * repository.
 */
export function gitFor({ mayRead, gitMs = GIT_MS }: GitOptions, cwd: string): Git {
  if (!mayRead) return { options: ONLY_READ, mayRead: () => true };
  return { options: [...ONLY_READ, ...ONLY_NAMED, ...offline(cwd, gitMs)], mayRead, longest: gitMs };
}

/** Git writes nothing, and does not start a file watcher that the repository names. */
const ONLY_READ = ["--no-optional-locks", "-c", "core.fsmonitor=false"];

/** Ignores bare repositories, whatever files the folder has. */
const ONLY_NAMED = ["-c", "safe.bareRepository=explicit"];

/** Git's exit status for an unknown option. */
const UNKNOWN_OPTION = 129;

/**
 * Stops a partial clone from fetching missing objects with a program it names, which an allowed protocol permits. Git
 * since 2.44 does not begin; an older Git may stop itself when refused.
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

/** Git's output, or one line that says why there is none. */
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

/** Git's output. Throws Invalid with the given words if there is none. */
export function askGit(git: Git, args: readonly string[], cwd: string, otherwise: string): string {
  const answer = answerOfGit(git, args, cwd);
  if (answer.ok) return answer.bytes.toString();
  throw new Invalid(`${otherwise}${answer.why ? ` (${answer.why})` : ""}.`);
}

/** Git's output as a stream. */
export function streamOfGit({ options, longest }: Git, args: readonly string[], cwd: string): Readable {
  return spawn("git", [...options, ...args], { cwd, timeout: longest, stdio: ["ignore", "pipe", "ignore"] }).stdout;
}
