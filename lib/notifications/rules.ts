import { findingWords } from "#lib/event-types/review-events.ts";
import { byAct, mostTelling } from "#lib/event-types/telling.ts";
import type { EventData, EventType } from "#lib/event-types/vocabulary.ts";
import type { Names } from "#lib/event-types/words.ts";
import { isGuardian } from "#lib/guardians/rules.ts";
import { dayWords, quarterWords } from "#lib/words.ts";

/** What the inbox shows at least, and all that is new; older ones stand on the timelines of what they are about. */
export const LATEST = 30;

/** How many events are looked at for them, of what is mine and of what is told by name: an act is seldom more than a few. */
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

/** What leads to a submission: once a review was sent in, or sent back, that tells it. */
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

/** `events`: what the line says, what tells most before the rest. `newest`: the last event that it stands for. */
export type Line<E> = { events: [E, ...E[]]; newest: number };

/**
 * The lines of an inbox, the latest first as the events are: one of all that one act did to a review. It says what tells most
 * of it, and beside that all that tells the reader something about themselves.
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

/** What an inbox lists of its lines: opening it marks the last of them read with all before it, so all that is new is shown. */
export function shownOf<E>(lines: readonly Line<E>[], seenId: number): Line<E>[] {
  return lines.filter(({ newest }, index) => newest > seenId || index < LATEST);
}

/** Whether there may be more that is new than these events, the latest first, which were looked for so far back. */
export function mayHoldMore(events: readonly { id: number }[], seenId: number): boolean {
  return events.length >= LOOKED_AT && (events.at(-1)?.id ?? 0) > seenId;
}

function lineOf<E extends Happened>(act: readonly E[], me: number): Line<E>[] {
  const told = act.filter((event) => isToldTo(me, event));
  // Of equals the first: what tells the reader something comes before the rest.
  const head = mostTelling([...told, ...act]);
  const newest = Math.max(...act.map(({ id }) => id));
  return head ? [{ events: [head, ...told.filter((event) => event !== head)], newest }] : [];
}

/** It names this person among those it tells, or is feedback on them. */
export function isToldTo(me: number, { type, data }: { type: string; data: unknown }): boolean {
  const { toIds, guardianId } = data as { toIds?: unknown; guardianId?: unknown };
  if (type.startsWith("review.feedback-")) return guardianId === me;
  return Array.isArray(toIds) && toIds.includes(me);
}

/** Whom a line is told. `settles`: the nominations, by the id of the guardianship, that wait for their consent now. */
export type Reader = { me: number; settles: ReadonlySet<number> };

type Say<Type extends EventType> = (data: EventData[Type], names: Names, reader: Reader) => string;

/** Events that tell the reader something about themselves say so. */
const TO_ME: { [Type in EventType]?: Say<Type> } = {
  "review.commented": (_, n) => `${n.actor} mentioned you in ${n.subject}.`,
  "review.approved-with-conditions": (_, n) =>
    `${n.actor} approved ${n.subject} with conditions; there is one for you to keep.`,
  "finding.raised": (data, n) =>
    `${n.actor} raised a ${findingWords(data)} on ${n.subject} and made you the owner of it.`,
  "finding.settled": ({ state }, n) =>
    state === "accepted"
      ? `${n.actor} accepted the risk of a finding on ${n.subject}, as you recommended.`
      : `${n.actor} opened your finding on ${n.subject} again.`,
  "finding.risk-recommended": ({ endsOn }, n) =>
    `${n.actor} recommended to accept the risk of a finding on ${n.subject} until ${dayWords(endsOn)}, and asked you to decide.`,
  "finding.risk-declined": (_, n) =>
    `${n.actor} declined to accept the risk of a finding on ${n.subject}, which you recommended.`,
  "threat-model.imported": ({ threats }, n) =>
    `${n.actor} imported a threat model as written by you${threats === 0 ? "" : ". As a guardian you are credited once you import it, or attach it to a review, yourself"}.`,
  "guardian.nominated": ({ guardianshipId, personId, teamId }, n, { me, settles }) =>
    personId === me
      ? `${n.actor} nominated you as guardian of ${n.name("team", teamId)}.`
      : `${n.actor} nominated ${n.name("person", personId)} as guardian of ${n.name("team", teamId)}: your consent ${settles.has(guardianshipId) ? "is" : "was"} asked.`,
  "guardian.moved": movedMe,
  "training.fell-due": ({ courseId }, n) => `${n.name("course", courseId)} is due again: your completion has expired.`,
  "belt.awarded": ({ belt }, n) => `${n.actor} awarded you the ${belt} belt.`,
  "belt.revoked": ({ belt }, n) => `${n.actor} revoked your ${belt} belt.`,
  "program-review.decision-recorded": ({ quarter }, n) =>
    `${n.actor} gave you a follow-up of the ${quarterWords(quarter)} program review.`,
  "program-review.decision-edited": ({ quarter }, n) =>
    `${n.actor} changed a follow-up of the ${quarterWords(quarter)} program review that is yours, or was.`,
  "program-review.decision-removed": ({ quarter }, n) =>
    `${n.actor} removed your follow-up of the ${quarterWords(quarter)} program review.`,
  "program-review.follow-up-settled": ({ quarter, as }, n) =>
    `${n.actor} settled your follow-up of the ${quarterWords(quarter)} program review as ${as}.`,
};

/** Where a guardian stands now, and what that means to them; of a nomination that is declined to who made it, too. */
function movedMe({ personId, from, to, declined }: EventData["guardian.moved"], n: Names, { me }: Reader): string {
  const { actor } = n;
  if (declined)
    return `${actor} declined ${personId === me ? "your nomination" : `the nomination of ${n.name("person", personId)}`}.`;
  switch (to) {
    case "consented":
      return `${actor} consented to your nomination: you can start your training.`;
    case "training":
      return `${actor} started your training: with the required courses you become an active guardian.`;
    case "active":
      return from === "paused"
        ? `${actor} resumed your guardianship: you are an active guardian again.`
        : "You hold every required course: you are an active guardian now.";
    case "paused":
      return `${actor} paused your guardianship: until it is resumed, you act as guardian of no review.`;
    default:
      return `${actor} ended your ${isGuardian(from) ? "guardianship" : "nomination"}.`;
  }
}

/** What an event says to one of those it tells, or null where it says to them what it says to all. */
export function sentenceTo(event: { type: string; data: unknown }, names: Names, reader: Reader): string | null {
  const say = Object.hasOwn(TO_ME, event.type) ? TO_ME[event.type as EventType] : undefined;
  return say ? (say as Say<EventType>)(event.data as EventData[EventType], names, reader) : null;
}
