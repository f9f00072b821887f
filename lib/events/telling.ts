import type { EventType } from "./vocabulary.ts";

/** What tells most of what happened together, the first of these before the others. */
const TELLING: readonly EventType[] = [
  "review.approved",
  "review.approved-with-conditions",
  "review.rejected",
  "review.launched-by-break-glass",
  "review.launched",
  "review.reopened",
  "review.closed",
  "review.cancelled",
  "review.submitted",
  "review.resubmitted",
  "review.changes-requested",
  "review.claimed",
  "review.released",
  "review.held",
  "review.resumed",
  "review.gate-waived",
  "review.finding-waived",
  "review.endorsed",
  "review.revision-sealed",
];

/** Of events that happened together the one that tells most: of equals the first. */
export function mostTelling<E extends { type: string }>(events: readonly E[]): E | undefined {
  return [...events].sort((a, b) => weight(a.type) - weight(b.type))[0];
}

function weight(type: string): number {
  const at = (TELLING as readonly string[]).indexOf(type);
  return at === -1 ? TELLING.length : at;
}
