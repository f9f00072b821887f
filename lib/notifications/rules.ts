import type { Names } from "#lib/events/sentence.ts";
import type { EventData, EventType } from "#lib/events/vocabulary.ts";

/** What the inbox shows; older ones stand on the timelines of what they are about. */
export const LATEST = 30;

type Say<Type extends EventType> = (data: EventData[Type], names: Names, me: number) => string;

/** Events that tell the reader something about themselves say so. */
const TO_ME: { [Type in EventType]?: Say<Type> } = {
  "review.commented": (_, n) => `${n.actor} mentioned you in ${n.subject}.`,
  "review.approved-with-conditions": (_, n) =>
    `${n.actor} approved ${n.subject} with conditions; there is one for you to keep.`,
  "guardian.nominated": ({ personId, teamId }, n, me) =>
    personId === me
      ? `${n.actor} nominated you as guardian of ${n.name("team", teamId)}.`
      : `${n.actor} nominated ${n.name("person", personId)} as guardian of ${n.name("team", teamId)}: your consent is asked.`,
  "training.fell-due": ({ courseId }, n) => `${n.name("course", courseId)} is due again: your completion has expired.`,
  "belt.awarded": ({ belt }, n) => `${n.actor} awarded you the ${belt} belt.`,
  "belt.revoked": ({ belt }, n) => `${n.actor} revoked your ${belt} belt.`,
  "program-review.decision-recorded": ({ quarter }, n) =>
    `${n.actor} gave you a follow-up of the ${quarter.replace("-", " ")} program review.`,
  "program-review.decision-edited": ({ quarter }, n) =>
    `${n.actor} changed a follow-up of the ${quarter.replace("-", " ")} program review that is yours, or was.`,
  "program-review.decision-removed": ({ quarter }, n) =>
    `${n.actor} removed your follow-up of the ${quarter.replace("-", " ")} program review.`,
  "program-review.follow-up-settled": ({ quarter, as }, n) =>
    `${n.actor} settled your follow-up of the ${quarter.replace("-", " ")} program review as ${as}.`,
};

/** What an event says to one of those it tells, or null where it says to them what it says to all. */
export function sentenceTo(event: { type: string; data: unknown }, names: Names, me: number): string | null {
  const say = Object.hasOwn(TO_ME, event.type) ? TO_ME[event.type as EventType] : undefined;
  return say ? (say as Say<EventType>)(event.data as EventData[EventType], names, me) : null;
}
