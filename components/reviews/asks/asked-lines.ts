import type { StatusValue } from "#components/ui/words/status.tsx";
import type { Finding } from "#lib/findings/output.ts";
import { isUnfixed, SEVERITY_WORDS } from "#lib/findings/rules.ts";
import { paths } from "#lib/paths.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";

export type AskedLine = { key: string; status: StatusValue; label: string; words: string; place: string; href: string };
export type AskedFinding = Pick<Finding, "id" | "state" | "unanswered" | "title" | "severity" | "blocking">;
type Review = Pick<ReviewDetail, "id" | "comments" | "asks">;

/** Everything awaiting an answer: messages, unfixed findings, and the selected results and threats. */
export function askedLines({ id, comments, asks }: Review, findings: readonly AskedFinding[]): AskedLine[] {
  return [
    ...comments
      .filter(({ ask, answered }) => ask && !answered)
      .map((comment) => ({
        key: `comment ${comment.id}`,
        ...TO_ANSWER,
        words: comment.body,
        place: `Message of ${comment.author?.name ?? "the product"}`,
        href: `#comment-${comment.id}`,
      })),
    ...findings
      .filter(({ state }) => isUnfixed(state))
      .map((finding) => ({
        key: `finding ${finding.id}`,
        ...(finding.unanswered ? TO_ANSWER : ANSWERED),
        words: finding.title,
        place: `Finding, ${SEVERITY_WORDS[finding.severity].toLowerCase()}${finding.blocking ? ", blocks" : ""}`,
        href: paths.reviewFinding(id, finding.id),
      })),
    ...asks.map((ask) => ({
      key: `ask ${ask.id}`,
      ...standingOf(ask),
      words: ask.words,
      place: ask.place,
      href: hrefOf(id, ask),
    })),
  ];
}

/** How many lines are still open: "23", or "7 of 23" after some are done. */
export function askedCount(lines: readonly AskedLine[]): string {
  const waiting = lines.filter(({ status }) => status !== "good").length;
  return waiting === lines.length ? String(waiting) : `${waiting} of ${lines.length}`;
}

type Ask = ReviewDetail["asks"][number];
type Standing = Pick<AskedLine, "status" | "label">;

const TO_ANSWER: Standing = { status: "unmet", label: "To answer" };
const ANSWERED: Standing = { status: "good", label: "Answered" };

function standingOf({ mended }: Ask): Standing {
  if (mended === null) return { status: "waiting", label: "Unknown" };
  return mended ? { status: "good", label: "No longer blocks" } : { status: "bad", label: "Blocks" };
}

/** Links to the document or threat concerned, otherwise to the checks on this page. */
function hrefOf(reviewId: number, { documentName: name, sha256, revision, threatItemId, threatModelId }: Ask): string {
  if (threatItemId !== null && threatModelId !== null)
    return paths.threatModel(threatModelId, { threat: threatItemId });
  return name === null || sha256 === null ? "#checks" : paths.document(reviewId, { name, sha256 }, revision);
}
