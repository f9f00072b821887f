import { readFileSync } from "node:fs";

/** The pull request that the workflow runs for, or null. GITHUB_SHA would be a merge that nobody pushed. */
export function pullRequestOf(env) {
  if (!env.GITHUB_EVENT_PATH) return null;
  const { pull_request: pull } = JSON.parse(readFileSync(env.GITHUB_EVENT_PATH, "utf8"));
  const { number, head } = pull ?? {};
  const whole = Number.isInteger(number) && /^[0-9a-f]{40}$/.test(head?.sha ?? "");
  return whole ? { number, sha: head.sha } : null;
}
