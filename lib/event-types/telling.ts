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
  "review.no-policies-confirmed",
  "review.revision-sealed",
];

/** What says which act an event was part of. */
type Happened = {
  id: number;
  at: Date;
  requestId: string;
  actorId: number | null;
  subjectKind: string;
  subjectId: number;
};

/** Events by the act they were part of: what one request did to a review at one moment; of anything else each stands alone. */
export function byAct<E extends Happened>(events: readonly E[]): E[][] {
  const acts = new Map<string, E[]>();
  for (const event of events) acts.set(actOf(event), [...(acts.get(actOf(event)) ?? []), event]);
  return [...acts.values()];
}

function actOf({ id, requestId, at, actorId, subjectKind, subjectId }: Happened): string {
  if (subjectKind !== "review") return String(id);
  return JSON.stringify([requestId, at.getTime(), actorId, subjectId]);
}

/** Of events that happened together the one that tells most: of equals the first. */
export function mostTelling<E extends { type: string }>(events: readonly E[]): E | undefined {
  return [...events].sort((a, b) => weight(a.type) - weight(b.type))[0];
}

function weight(type: string): number {
  const at = (TELLING as readonly string[]).indexOf(type);
  return at === -1 ? TELLING.length : at;
}
