import { createHash } from "node:crypto";
import type { eventSeals, events } from "#db/schema/index.ts";
import { sorted } from "./sorted.ts";

export type SealRow = typeof eventSeals.$inferSelect;
type EventRow = typeof events.$inferSelect;

/** The predecessor named by the first seal. */
export const NO_SEAL = "";

/** The SHA-256 of the previous seal, this seal's own fields, and its events in id order. */
export function sealHash(previous: string, seal: Omit<SealRow, "hash">, sealed: readonly EventRow[]): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([previous, seal.number, seal.eventId, seal.count, seal.sealedAt]));
  for (const event of sealed) hash.update(`\n${canonicalText(event)}`);
  return hash.digest("hex");
}

/**
 * An event as one line that is identical on every database: columns in fixed order, data fields sorted. Without row
 * digests, it equals the format from before digests existed.
 */
export function canonicalText(event: EventRow): string {
  const { id, at, type, actorKind, actorId, subjectKind, subjectId, data, requestId, rows } = event;
  const digests = rows === null ? [] : [rows];
  return JSON.stringify([
    id,
    at,
    type,
    actorKind,
    actorId,
    subjectKind,
    subjectId,
    sorted(data),
    requestId,
    ...digests,
  ]);
}
