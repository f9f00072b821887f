import type { Context } from "#lib/context.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import type { Receipt } from "#lib/reviews/change.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { askResultWaiver, askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { waiveGate, waiveResult } from "#lib/reviews/exceptions/waive.ts";
import type { WAIVABLE_GATES } from "#lib/reviews/rules/gates.ts";
import { at, systemContext } from "./actors.ts";
import { ESCALATES } from "./policies.ts";
import { answered, type Cast, claimed } from "./reviews.ts";

export type Place = Pick<Receipt, "id" | "sequence">;

type WaivableGate = (typeof WAIVABLE_GATES)[number];
type Given = { gate?: WaivableGate; expiresOn?: string };

/** The last day of a waiver where no other is said. */
export const LAST_DAY = "2026-12-20";

/** Answers by which a review takes a threat model. */
export const TAKES_MODEL = { intake: answered(["internetFacing"]) };

/** A claimed review whose gate of the threat model is unmet. */
export function withoutModel(cast: Cast): Promise<Receipt> {
  return claimed(cast, TAKES_MODEL);
}

export function askFor(ctx: Context, { id, sequence }: Place, gate: WaivableGate = "threat_model"): Promise<Receipt> {
  return askWaiver(ctx, id, { sequence, gate, reason: "It comes later" });
}

export function give(ctx: Context, { id, sequence }: Place, given: Given = {}): Promise<Receipt> {
  const { gate = "threat_model", expiresOn = LAST_DAY } = given;
  return waiveGate(ctx, id, { sequence, gate, reason: "The old one holds", expiresOn });
}

/** The requester asks for the waiver of a gate, and a second engineer gives it. */
export async function waive(
  cast: Cast,
  place: Place,
  { now = "2026-11-25T10:00:00Z", ...given }: Given & { now?: string } = {},
): Promise<Receipt> {
  return give(at(cast.second, now), await askFor(at(cast.requester, now), place, given.gate), given);
}

/** A claimed review with a result that blocks, the run that found it, and what names it where a waiver is asked for. */
export async function withBlockingResult(cast: Cast) {
  const { id, sequence } = await claimed(cast);
  const documents = [{ name: "role.json", content: ESCALATES }];
  const attached = await attachDocuments(cast.requester, id, { sequence, documents });
  await runQueuedChecks(systemContext(cast.requester.db));
  const run = await runOfRevision(cast.engineer, id, attached.revision);
  const blocking = resultsByPlace(run?.results ?? []).find((one) => one.blocking);
  const result = { documentName: "role.json", fingerprint: blocking?.fingerprint ?? "", reason: "Goes soon" };
  return { id, sequence: attached.sequence, run, result };
}

/** As `withBlockingResult`, and it is waived until the last day. */
export async function withWaivedResult(cast: Cast) {
  const { id, sequence, run, result } = await withBlockingResult(cast);
  const asked = await askResultWaiver(cast.requester, id, { sequence, ...result });
  const given = { sequence: asked.sequence, ...result, expiresOn: LAST_DAY };
  return { id, sequence: (await waiveResult(cast.second, id, given)).sequence, run, result };
}
