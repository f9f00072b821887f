import { createHash } from "node:crypto";
import type { eventSeals, events } from "#db/schema/index.ts";
import { sorted } from "./sorted.ts";

export type SealRow = typeof eventSeals.$inferSelect;
type EventRow = typeof events.$inferSelect;

/** What the first seal names as the one before it. */
export const NO_SEAL = "";

/** The SHA-256 of the seal before, of what this seal says of itself, and of its events in the order of their ids. */
export function sealHash(previous: string, seal: Omit<SealRow, "hash">, sealed: readonly EventRow[]): string {
  const hash = createHash("sha256");
  hash.update(JSON.stringify([previous, seal.number, seal.eventId, seal.count, seal.sealedAt]));
  for (const event of sealed) hash.update(`\n${canonicalText(event)}`);
  return hash.digest("hex");
}

/**
 * An event as one line that is the same on every database: each column in its place, the fields of its data sorted. One without
 * digests of rows reads as those from before there were any.
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
