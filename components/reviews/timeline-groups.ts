import { mostTelling } from "#lib/event-types/telling.ts";
import type { Place } from "#lib/place.ts";
import { counted, countedIn } from "#lib/words.ts";

/** One event as a line, or as the head of its group. Automatic events have no person. */
type TimelineLine = { id: number; at: Date; type: string; sentence: string; actor: { id: number | null } };
export type TimelineGroup = { head: TimelineLine; rest: TimelineLine[] };

const CLOSE = 60 * 60_000;

/**
 * Groups events, the latest first: one person's actions within an hour of each other plus the automatic events after
 * them. The most telling event leads each group.
 */
export function timelineGroups(entries: readonly TimelineLine[]): TimelineGroup[] {
  const groups: TimelineLine[][] = [];
  for (const entry of entries.toReversed()) {
    const group = groups.at(-1);
    if (group && goesOn(group, entry)) group.unshift(entry);
    else groups.push([entry]);
  }
  return groups.toReversed().flatMap((group) => {
    const head = mostTelling(group);
    return head ? [{ head, rest: group.filter(({ id }) => id !== head.id) }] : [];
  });
}

/** Whether an event belongs to the group directly before, whose latest event is first. */
function goesOn(group: readonly TimelineLine[], { at, actor }: TimelineLine): boolean {
  const [last] = group;
  const isClose = last !== undefined && at.getTime() - last.at.getTime() < CLOSE;
  return isClose && (actor.id === null || group.some((before) => before.actor.id === actor.id));
}

/** The number of events shown, and the total when some are missing. */
export function timelineWords(groups: readonly TimelineGroup[], place: Place): string {
  const shown = groups.reduce((sum, { rest }) => sum + 1 + rest.length, 0);
  const all = countedIn(place, "event");
  return `${shown < place.total ? `The latest ${shown} of ${all}` : all} in ${counted(groups.length, "line")}`;
}
