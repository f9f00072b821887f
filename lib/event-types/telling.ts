import type { EventType } from "./vocabulary.ts";

/** Events that best summarise an action, most important first. */
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
  "review.no-policies-confirmed",
  "review.revision-sealed",
];

/** Fields that show which action an event belongs to. */
type Happened = {
  id: number;
  at: Date;
  requestId: string;
  actorId: number | null;
  subjectKind: string;
  subjectId: number;
};

/** Groups events by action: everything one request did to a review at one moment. Other events stand alone. */
export function byAct<E extends Happened>(events: readonly E[]): E[][] {
  const acts = new Map<string, E[]>();
  for (const event of events) acts.set(actOf(event), [...(acts.get(actOf(event)) ?? []), event]);
  return [...acts.values()];
}

function actOf({ id, requestId, at, actorId, subjectKind, subjectId }: Happened): string {
  if (subjectKind !== "review") return String(id);
  return JSON.stringify([requestId, at.getTime(), actorId, subjectId]);
}

/** The most important of several simultaneous events; the first among equals. */
export function mostTelling<E extends { type: string }>(events: readonly E[]): E | undefined {
  return [...events].sort((a, b) => weight(a.type) - weight(b.type))[0];
}

function weight(type: string): number {
  const at = (TELLING as readonly string[]).indexOf(type);
  return at === -1 ? TELLING.length : at;
}
