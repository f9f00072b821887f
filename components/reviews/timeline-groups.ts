/** One event as a line; as a group it stands for what happened with it. */
export type TimelineLine = { id: number; at: Date; type: string; sentence: string };
export type TimelineGroup = { head: TimelineLine; rest: TimelineLine[] };

/** What tells most of a group, the first of these before the others. */
const TELLING = [
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

const CLOSE = 60 * 60_000;

/** Events, the latest first, in groups of what happened within an hour of each other, each with the one that tells most. */
export function timelineGroups(entries: readonly TimelineLine[]): TimelineGroup[] {
  const groups: TimelineLine[][] = [];
  for (const entry of entries) {
    const group = groups.at(-1);
    const last = group?.at(-1);
    if (group && last && last.at.getTime() - entry.at.getTime() < CLOSE) group.push(entry);
    else groups.push([entry]);
  }
  return groups.flatMap((group) => {
    const [head] = [...group].sort((a, b) => weight(a.type) - weight(b.type));
    return head ? [{ head, rest: group.filter(({ id }) => id !== head.id) }] : [];
  });
}

function weight(type: string): number {
  const at = TELLING.indexOf(type);
  return at === -1 ? TELLING.length : at;
}
