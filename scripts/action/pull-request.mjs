import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { annotate } from "./commands.mjs";

const COMMIT = /^[0-9a-f]{40}$/;
/** A server that does not answer is not waited for. */
const FETCH_MS = 60_000;

/** The pull request that the workflow runs for, or null. GITHUB_SHA would be a merge that nobody pushed. */
export function pullRequestOf(env) {
  if (!env.GITHUB_EVENT_PATH) return null;
  const { number, head, base } = readEvent(env.GITHUB_EVENT_PATH)?.pull_request ?? {};
  const whole = Number.isInteger(number) && COMMIT.test(head?.sha ?? "");
  return whole ? { number, sha: head.sha, base: COMMIT.test(base?.sha ?? "") ? base.sha : null } : null;
}

/** Throws where it can not be read: whether there is a pull request is not guessed. */
function readEvent(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`What the workflow runs for could not be read from GITHUB_EVENT_PATH, ${file}: ${error.message}`);
  }
}

/**
 * The commit that a pull request is compared with when the workflow names none: its base, fetched where a shallow clone does
 * not have it. Empty where there is none to have, which the log says.
 */
export function baseOfPullRequest(env) {
  const base = pullRequestOf(env)?.base;
  if (!base) return "";
  if (isThere(base)) return base;
  git(["fetch", "--quiet", "--no-tags", "--depth=1", "--no-recurse-submodules", "origin", base]);
  if (isThere(base)) return base;
  annotate(
    "warning",
    `The base of the pull request, ${base.slice(0, 12)}, is not in the clone and could not be fetched: all of it counts as new. Let actions/checkout keep its credentials, or name a commit that is there with the input against.`,
  );
  return "";
}

function isThere(commit) {
  return git(["cat-file", "-e", `${commit}^{commit}`]);
}

function git(args) {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
  return spawnSync("git", args, { env, stdio: "ignore", timeout: FETCH_MS }).status === 0;
}
