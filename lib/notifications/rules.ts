import { findingWords } from "#lib/event-types/review-events.ts";
import { byAct, mostTelling } from "#lib/event-types/telling.ts";
import type { EventData, EventType } from "#lib/event-types/vocabulary.ts";
import type { Names } from "#lib/event-types/words.ts";
import { isGuardian } from "#lib/guardians/rules.ts";
import { m } from "#lib/member-name.ts";
import { dayWords, quarterWords } from "#lib/words.ts";

/** The minimum number of inbox items; new ones are always shown. Older ones are on the timelines of their subjects. */
export const LATEST = 30;

/**
 * How many events to read for these items, each for own reviews and for notifications by name. One action seldom makes
 * more than a few.
 */
export const LOOKED_AT = 4 * LATEST;

type Happened = {
  id: number;
  at: Date;
  type: string;
  requestId: string;
  actorId: number | null;
  subjectKind: string;
  subjectId: number;
  data: unknown;
};

/** Events that lead to a submission; once a review is submitted or sent back, the submission covers them. */
const LEADS_TO_SUBMISSION: readonly string[] = [
  "review.artefact-attached",
  "review.artefact-removed",
  "review.threat-model-attached",
  "review.edited",
  "review.revision-sealed",
  "review.evidence-changed",
  "policy-run.queued",
] satisfies EventType[];
const SUBMISSIONS: readonly string[] = ["review.submitted", "review.resubmitted"] satisfies EventType[];

/** `events`: the content of the line, most informative first. `newest`: the last event it represents. */
export type Line<E> = { events: [E, ...E[]]; newest: number };

/**
 * The lines of an inbox, latest first like the events. All events of one action on a review share a line: the most
 * informative one, plus every event that says something about the reader.
 */
export function linesOf<E extends Happened>(events: readonly E[], me: number): Line<E>[] {
  const lines = byAct(events).flatMap((act) => lineOf(act, me));
  const submitted = lines.filter(({ events: [head] }) => SUBMISSIONS.includes(head.type));
  const isToldLater = ({ events: [head, ...more], newest }: Line<E>) =>
    more.length === 0 &&
    LEADS_TO_SUBMISSION.includes(head.type) &&
    submitted.some((later) => later.events[0].subjectId === head.subjectId && later.newest > newest);
  return lines.filter((line) => !isToldLater(line)).sort((a, b) => b.newest - a.newest);
}

/** The lines an inbox lists. Opening it marks the last one and all before it as read, so every new line is shown. */
export function shownOf<E>(lines: readonly Line<E>[], seenId: number): Line<E>[] {
  return lines.filter(({ newest }, index) => newest > seenId || index < LATEST);
}

/** Whether more new events may exist than these, latest first, which reach only so far back. */
export function mayHoldMore(events: readonly { id: number }[], seenId: number): boolean {
  return events.length >= LOOKED_AT && (events.at(-1)?.id ?? 0) > seenId;
}

function lineOf<E extends Happened>(act: readonly E[], me: number): Line<E>[] {
  const told = act.filter((event) => isToldTo(me, event));
  // Among equals the first wins: events about the reader come before the rest.
  const head = mostTelling([...told, ...act]);
  const newest = Math.max(...act.map(({ id }) => id));
  return head ? [{ events: [head, ...told.filter((event) => event !== head)], newest }] : [];
}

/** Whether the event notifies this person by name, or is feedback on them. */
export function isToldTo(me: number, { type, data }: { type: string; data: unknown }): boolean {
  const { toIds, guardianId } = data as { toIds?: unknown; guardianId?: unknown };
  if (type.startsWith("review.feedback-")) return guardianId === me;
  return Array.isArray(toIds) && toIds.includes(me);
}

/** The reader of a line. `settles`: the nominations, by guardianship id, now waiting for the reader's consent. */
export type Reader = { me: number; settles: ReadonlySet<number> };

type Say<Type extends EventType> = (data: EventData[Type], names: Names, reader: Reader) => string;

/** Sentences for events that say something about the reader. */
const TO_ME: { [Type in EventType]?: Say<Type> } = {
  "review.commented": (_, n) => `${n.actor} mentioned you in ${n.subject}.`,
  "review.approved-with-conditions": (_, n) =>
    `${n.actor} approved ${n.subject} with conditions, including one for you to meet.`,
  "finding.raised": (data, n) => `${n.actor} raised a ${findingWords(data)} on ${n.subject} and made you its owner.`,
  "finding.settled": ({ state }, n) =>
    state === "accepted"
      ? `${n.actor} accepted the risk of a finding on ${n.subject}, as you recommended.`
      : `${n.actor} reopened your finding on ${n.subject}.`,
  "finding.risk-recommended": ({ endsOn }, n) =>
    `${n.actor} recommended accepting the risk of a finding on ${n.subject} until ${dayWords(endsOn)}, and asked you to decide.`,
  "finding.risk-declined": (_, n) =>
    `${n.actor} declined your recommendation to accept the risk of a finding on ${n.subject}.`,
  "threat-model.imported": ({ threats }, n) =>
    `${n.actor} imported a threat model with you as its author${threats === 0 ? "" : m`. To get credit as a guardian, import it or attach it to a review yourself`}.`,
  "guardian.nominated": ({ guardianshipId, personId, teamId }, n, { me, settles }) =>
    personId === me
      ? m`${n.actor} nominated you as guardian of ${n.name("team", teamId)}.`
      : m`${n.actor} nominated ${n.name("person", personId)} as guardian of ${n.name("team", teamId)}: your consent ${settles.has(guardianshipId) ? "is" : "was"} needed.`,
  "guardian.moved": movedMe,
  "training.fell-due": ({ courseId }, n) => `${n.name("course", courseId)} is due again: your completion has expired.`,
  "belt.awarded": ({ belt }, n) => `${n.actor} awarded you the ${belt} belt.`,
  "belt.revoked": ({ belt }, n) => `${n.actor} revoked your ${belt} belt.`,
  "program-review.decision-recorded": ({ quarter }, n) =>
    `${n.actor} assigned you a ${quarterWords(quarter)} program review follow-up.`,
  "program-review.decision-edited": ({ quarter }, n) =>
    `${n.actor} changed a ${quarterWords(quarter)} program review follow-up that is, or was, yours.`,
  "program-review.decision-removed": ({ quarter }, n) =>
    `${n.actor} removed your ${quarterWords(quarter)} program review follow-up.`,
  "program-review.follow-up-settled": ({ quarter, as }, n) =>
    `${n.actor} marked your ${quarterWords(quarter)} program review follow-up as ${as}.`,
};

/** A guardian's new state and its meaning for them. A declined nomination is also reported to the nominator. */
function movedMe({ personId, from, to, declined }: EventData["guardian.moved"], n: Names, { me }: Reader): string {
  const { actor } = n;
  if (declined)
    return `${actor} declined ${personId === me ? "your nomination" : `the nomination of ${n.name("person", personId)}`}.`;
  switch (to) {
    case "consented":
      return `${actor} consented to your nomination. You can start your training.`;
    case "training":
      return m`${actor} started your training. Complete the required courses to become an active guardian.`;
    case "active":
      return from === "paused"
        ? m`${actor} resumed your guardianship. You are an active guardian again.`
        : m`You hold every required course and are now an active guardian.`;
    case "paused":
      return m`${actor} paused your guardianship. Until it resumes, you cannot act as a guardian on reviews.`;
    default:
      return `${actor} ended your ${isGuardian(from) ? "guardianship" : "nomination"}.`;
  }
}

/** An event's sentence for someone it notifies, or null if everyone gets the same sentence. */
export function sentenceTo(event: { type: string; data: unknown }, names: Names, reader: Reader): string | null {
  const say = Object.hasOwn(TO_ME, event.type) ? TO_ME[event.type as EventType] : undefined;
  return say ? (say as Say<EventType>)(event.data as EventData[EventType], names, reader) : null;
}
