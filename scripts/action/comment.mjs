import { createHash } from "node:crypto";
import { shortened } from "./commands.mjs";

/** GitHub accepts 65,536 characters; a text never has fewer bytes than characters. */
const LONGEST_BODY = 65_000;
const PAGE = 100;
const MOST_PAGES = 30;

/** Identifies our comment, its subject and its age: an invisible first line. */
export function marker({ key, sha, run }) {
  return `<!-- guardians-check key=${key} sha=${sha} run=${run.number}.${run.attempt} -->`;
}

const MARKER = /^<!-- guardians-check key=([0-9a-f]{12}) sha=([0-9a-f]{40}) run=(\d+)\.(\d+) -->/;

function readMarker(body) {
  const [, key, sha, number, attempt] = MARKER.exec(body ?? "") ?? [];
  return key === undefined ? null : { key, sha, run: { number: Number(number), attempt: Number(attempt) } };
}

/** A pull request has one comment per job of a workflow. */
export function commentKey(workflow, job) {
  return createHash("sha256")
    .update(JSON.stringify([workflow, job]))
    .digest("hex")
    .slice(0, 12);
}

/**
 * Creates or updates the one comment of this job. A comment is ours by its mark and its author, because anyone can
 * write the mark. Writes nothing for a commit that is no longer the head, or over a later run's comment. Returns what
 * was done.
 */
export async function keepComment({ api, repository, number, author, mark, markdown }) {
  const pull = await api("GET", `/repos/${repository}/pulls/${number}`);
  if (pull?.head?.sha !== mark.sha) return "outdated";
  const mine = await findComment(api, `/repos/${repository}/issues/${number}/comments`, author, mark.key);
  if (mine && isLater(mine.mark.run, mark.run)) return "outdated";
  const body = `${marker(mark)}\n${shortened(markdown, LONGEST_BODY - 500)}\n\nChecked commit ${mark.sha}.`;
  if (mine) {
    await api("PATCH", `/repos/${repository}/issues/comments/${mine.id}`, { body });
    return "updated";
  }
  await api("POST", `/repos/${repository}/issues/${number}/comments`, { body });
  return "created";
}

async function findComment(api, path, author, key) {
  for (let page = 1; page <= MOST_PAGES; page += 1) {
    const comments = await api("GET", `${path}?per_page=${PAGE}&page=${page}`);
    for (const { id, body, user } of comments) {
      const mark = readMarker(body);
      if (mark?.key === key && user?.login === author) return { id, mark };
    }
    if (comments.length < PAGE) return null;
  }
  return null;
}

function isLater(a, b) {
  return a.number > b.number || (a.number === b.number && a.attempt > b.attempt);
}
