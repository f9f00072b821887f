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
  return whole ? { number, sha: head.sha, base: COMMIT.test(base?.sha ?? "") ? base : null } : null;
}

/** Throws where it cannot be read: whether there is a pull request is not guessed. */
function readEvent(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`What the workflow runs for could not be read from GITHUB_EVENT_PATH, ${file}: ${error.message}`);
  }
}

/**
 * The commit that a pull request is compared with if the workflow names none. Of GitHub's test merge this is the first parent; of
 * any other commit, where it left the base branch. The event names the base as it was when it was sent, which may be long ago.
 * Empty if no base can be fetched, which the log says.
 */
export function baseOfPullRequest(env) {
  const { sha, base } = pullRequestOf(env) ?? {};
  if (!base) return "";
  const [onto, tried] = parentsOfHead();
  if (tried === sha && has(onto)) return onto;
  const tip = tipOf(base);
  if (tip === null) {
    annotate(
      "warning",
      `The base of the pull request, ${base.sha.slice(0, 12)}, is not in the clone and could not be fetched: all of it counts as new. Let actions/checkout keep its credentials, or name a commit that is there with the input against.`,
    );
    return "";
  }
  const [parted, ...others] = partings(tip);
  // The author of the change could choose which of several is named first.
  if (parted !== undefined && others.length === 0) return parted;
  annotate(
    "warning",
    `Git found no single commit where the pull request left its base, so it is compared with the tip of the base, ${tip.slice(0, 12)}. Changes that others merged since may count as new.`,
  );
  return tip;
}

/** Also of a shallow clone, in which Git hides them. */
function parentsOfHead() {
  return [...(ask("cat-file", "commit", "HEAD") ?? "").split("\n\n", 1)[0].matchAll(/^parent ([0-9a-f]{40})$/gm)].map(
    ([, parent]) => parent,
  );
}

/** The tip of the base branch today, else as the event names it; null if neither can be fetched. */
function tipOf({ sha, ref }) {
  const branch = typeof ref === "string" && fetch([`refs/heads/${ref}`]) ? ask("rev-parse", "FETCH_HEAD") : null;
  return branch ?? (has(sha) ? sha : null);
}

/** By how many commits a shallow clone is deepened, until both sides meet. */
const DEEPER = [64, 512, 4096, 1_000_000];

function partings(tip) {
  const head = ask("rev-parse", "HEAD");
  const parted = () => ask("merge-base", "--all", tip, head)?.split("\n");
  const deepen = (depth) => isShallow() && git("fetch", ...QUIETLY, `--deepen=${depth}`, "origin", tip, head);
  let found = parted();
  for (const depth of DEEPER) {
    if (found || !deepen(depth)) break;
    found = parted();
  }
  return found ?? [];
}

/** Whether a commit is in the clone, where it is fetched if it is not. */
function has(commit) {
  const isThere = () => git("cat-file", "-e", `${commit}^{commit}`);
  return isThere() || (fetch([commit]) && isThere());
}

const QUIETLY = ["--quiet", "--no-tags", "--no-recurse-submodules"];

/** A whole clone stays whole: a depth would cut it. */
function fetch(what) {
  return git("fetch", ...QUIETLY, ...(isShallow() ? ["--depth=1"] : []), "origin", ...what);
}

function isShallow() {
  return ask("rev-parse", "--is-shallow-repository") === "true";
}

function git(...args) {
  return run(args).status === 0;
}

/** What Git prints, or null. */
function ask(...args) {
  const { status, stdout } = run(args);
  return status === 0 ? stdout.trimEnd() : null;
}

function run(args) {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
  return spawnSync("git", args, { env, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8", timeout: FETCH_MS });
}
