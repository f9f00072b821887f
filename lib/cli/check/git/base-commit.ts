import { Invalid } from "#lib/errors.ts";
import { answerOfGit, type Git } from "./ask-git.ts";

/**
 * The commit to compare with: the merge base, because later changes on `ref` are not this branch's; the reference
 * itself for several merge bases, tags and history positions. `label` says which. Throws Invalid with advice if there
 * is none.
 */
export function baseCommit(git: Git, ref: string, root: string): { commit: string; label: string } {
  const tip = tipOf(git, ref, root);
  const asked = isNamedItself(git, ref, root) ? [tip] : partings(git, tip, root);
  const [parted = tip, ...others] = asked;
  // Among several equally near commits, the author of a change could influence which one Git names first.
  const commit = others.length === 0 ? parted : tip;
  const name = ref === tip ? tip.slice(0, 12) : ref;
  const short = commit.slice(0, 7);
  if (commit !== tip) return { commit, label: `${name} (${short}, merge base)` };
  const itself = asked.length === 1 ? name : `${name} itself`;
  return { commit, label: ref === tip ? itself : `${itself} (${short})` };
}

/** A tag, or a commit counted from another, such as `main~0`. */
function isNamedItself(git: Git, ref: string, root: string): boolean {
  if (/[~^]/.test(ref)) return true;
  const name = answerOfGit(git, ["rev-parse", "--symbolic-full-name", "--verify", "--end-of-options", ref], root);
  return name.ok && name.bytes.toString().startsWith("refs/tags/");
}

function partings(git: Git, tip: string, root: string): string[] {
  const answer = answerOfGit(git, ["merge-base", "--all", tip, "HEAD"], root);
  return answer.ok ? answer.bytes.toString().split("\n").slice(0, -1) : [];
}

function tipOf(git: Git, ref: string, root: string): string {
  const answer = resolved(git, ref, root);
  if (answer.ok) return answer.bytes.toString().trim();
  const why = answer.why ? ` (${answer.why})` : "";
  const any = answerOfGit(git, ["rev-list", "--max-count=1", "--all"], root);
  if (any.ok && any.bytes.length === 0) throw new Invalid(`--against ${ref}: the repository has no commits yet${why}.`);
  throw new Invalid(`--against ${ref}: no file or commit has this name${why}.${adviceFor(git, ref, root)}`);
}

function resolved(git: Git, ref: string, root: string) {
  return answerOfGit(git, ["rev-parse", "--verify", "--quiet", "--end-of-options", `${ref}^{commit}`], root);
}

const WHOLE_HASH = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const SHORT_HASH = /^[0-9a-f]{7,63}$/;
/** Names that Git accepts from a remote, and a shell without quoting. */
const PLAIN_NAME = /^[\p{L}\p{N}_][\p{L}\p{N}_./+@-]*$/u;

/** How to fetch the reference into a shallow clone so that it resolves. */
function adviceFor(git: Git, ref: string, root: string): string {
  const fetchIt = " In a shallow clone, fetch it first: git fetch --depth=1";
  const [name = ""] = ref.split(/[~^]/, 1);
  if (name !== ref) {
    if (!resolved(git, name, root).ok) return adviceFor(git, name, root);
    return " In a shallow clone, fetch more history first: git fetch --deepen=100";
  }
  if (!PLAIN_NAME.test(ref)) return "";
  if (WHOLE_HASH.test(ref)) return `${fetchIt} origin ${ref}`;
  if (SHORT_HASH.test(ref)) return `${fetchIt} origin, followed by the full hash. Short hashes cannot be fetched.`;
  const own = ref.replace(/^(?:refs\/)?remotes\//, "");
  const remotes = answerOfGit(git, ["remote"], root);
  const remote = (remotes.ok ? remotes.bytes.toString().split("\n") : []).find(
    (each) => each && own.startsWith(`${each}/`),
  );
  if (remote === undefined) return `${fetchIt} origin ${ref}, then compare with FETCH_HEAD`;
  const branch = own.slice(remote.length + 1);
  return `${fetchIt} ${remote} ${branch}:refs/remotes/${remote}/${branch}`;
}
