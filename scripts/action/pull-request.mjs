import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { annotate } from "./commands.mjs";

const COMMIT = /^[0-9a-f]{40}$/;
/** Limits the wait for a server that does not answer. */
const FETCH_MS = 60_000;

/** The workflow's pull request, or null. GITHUB_SHA would be a merge commit that nobody pushed. */
export function pullRequestOf(env) {
  if (!env.GITHUB_EVENT_PATH) return null;
  const { number, head, base } = readEvent(env.GITHUB_EVENT_PATH)?.pull_request ?? {};
  const whole = Number.isInteger(number) && COMMIT.test(head?.sha ?? "");
  return whole ? { number, sha: head.sha, base: COMMIT.test(base?.sha ?? "") ? base : null } : null;
}

/** Throws if the event cannot be read: whether there is a pull request is never guessed. */
function readEvent(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`Could not read the workflow event from GITHUB_EVENT_PATH, ${file}: ${error.message}`);
  }
}

/**
 * The commit to compare a pull request with if the workflow names none: the first parent of GitHub's test merge; for
 * any other commit, where it left the base branch. The event names the base at the time it was sent, which may be long
 * ago. Empty if no base can be fetched, which the log says.
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
      `The base of the pull request, ${base.sha.slice(0, 12)}, is not in the clone and could not be fetched, so everything counts as new. Let actions/checkout keep its credentials, or set the input against to a commit in the clone.`,
    );
    return "";
  }
  const [parted, ...others] = partings(tip);
  // The author of the change could influence which of several commits comes first.
  if (parted !== undefined && others.length === 0) return parted;
  annotate(
    "warning",
    `Git found no single merge base, so the pull request is compared with the tip of its base, ${tip.slice(0, 12)}. Changes that others have merged since may count as new.`,
  );
  return tip;
}

/** Reads the raw commit, because Git hides parents in a shallow clone. */
function parentsOfHead() {
  return [...(ask("cat-file", "commit", "HEAD") ?? "").split("\n\n", 1)[0].matchAll(/^parent ([0-9a-f]{40})$/gm)].map(
    ([, parent]) => parent,
  );
}

/** The current tip of the base branch, or else the base named by the event; null if neither can be fetched. */
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

/** Whether the clone has a commit, after trying to fetch a missing one. */
function has(commit) {
  const isThere = () => git("cat-file", "-e", `${commit}^{commit}`);
  return isThere() || (fetch([commit]) && isThere());
}

const QUIETLY = ["--quiet", "--no-tags", "--no-recurse-submodules"];

/** Fetches without a depth in a full clone, because a depth would truncate it. */
function fetch(what) {
  return git("fetch", ...QUIETLY, ...(isShallow() ? ["--depth=1"] : []), "origin", ...what);
}

function isShallow() {
  return ask("rev-parse", "--is-shallow-repository") === "true";
}

function git(...args) {
  return run(args).status === 0;
}

/** Git's output, or null if it fails. */
function ask(...args) {
  const { status, stdout } = run(args);
  return status === 0 ? stdout.trimEnd() : null;
}

function run(args) {
  const env = { ...process.env, GIT_TERMINAL_PROMPT: "0" };
  return spawnSync("git", args, { env, stdio: ["ignore", "pipe", "ignore"], encoding: "utf8", timeout: FETCH_MS });
}
