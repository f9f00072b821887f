import { mostTelling } from "#lib/events/telling.ts";
import type { Place } from "#lib/place.ts";
import { counted, countedIn } from "#lib/words.ts";

/** One event as a line; as a group it stands for what happened with it. */
export type TimelineLine = { id: number; at: Date; type: string; sentence: string };
export type TimelineGroup = { head: TimelineLine; rest: TimelineLine[] };

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
    const head = mostTelling(group);
    return head ? [{ head, rest: group.filter(({ id }) => id !== head.id) }] : [];
  });
}

/** How many events are in these lines, and how many there are where they are not all. */
export function timelineWords(groups: readonly TimelineGroup[], place: Place): string {
  const shown = groups.reduce((sum, { rest }) => sum + 1 + rest.length, 0);
  const all = countedIn(place, "event");
  return `${shown < place.total ? `The latest ${shown} of ${all}` : all} in ${counted(groups.length, "line")}`;
}
