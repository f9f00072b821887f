import { and, asc, eq } from "drizzle-orm";
import { acceptedUntil } from "#db/conditions/exceptions.ts";
import { riskAccepted } from "#db/conditions/findings.ts";
import { findings } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { exceptionHolds, longestHeld, type WaiverTerm } from "#lib/exceptions/rules.ts";
import { isUnsettled } from "#lib/findings/rules.ts";
import { blockingResults, waivedResults } from "#lib/policies/blocking-results.ts";
import { waiversOf } from "#lib/policies/waivers.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { ReviewRow } from "#lib/reviews/change.ts";
import { idsSeen, type WaiversSeen } from "#lib/reviews/rules/decided-on-waivers.ts";
import { GATE_UNMET_BY, type Gate, unmetGates } from "#lib/reviews/rules/gates.ts";
import { gatesToCome } from "#lib/reviews/rules/launch.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { gateWaivers } from "./gate-waivers.ts";

type Row = Pick<ReviewRow, "id" | "currentRevision" | "state">;

/** The waivers currently in effect: each gate, result and finding once. */
export async function waiversSeen(ctx: Context, row: Row, gates: readonly Gate[]): Promise<WaiversSeen> {
  const seen = ({ id, expiresOn }: { id: number; expiresOn: string }) => ({ id, expiresOn });
  const results = await waivedResults(ctx, row.id, row.currentRevision);
  const known = await gateWaivers(ctx, row.id);
  const waived = gates.filter(({ state }) => state === "waived");
  const held = waived.flatMap(
    ({ id }) =>
      longestHeld(
        known.filter(({ gate }) => gate === id),
        ctx.day,
      ) ?? [],
  );
  const accepted = await ctx.db
    .select({ id: findings.id, acceptedUntil: acceptedUntil() })
    .from(findings)
    .where(and(eq(findings.reviewId, row.id), eq(findings.blocking, true), riskAccepted(ctx.day)))
    .orderBy(asc(findings.id));
  return {
    waivers: results.map(seen),
    gateWaivers: held.map(seen),
    acceptedRisks: accepted.map(({ id, acceptedUntil }) => ({ id, expiresOn: acceptedUntil ?? ctx.day })),
  };
}

type Term = WaiverTerm & { id: number; endedAt: Date | null };

/**
 * For each decision, the first day on which a waiver it relied on ended and something now blocks the next step; null if
 * nothing does. Renewed, gate-covered or corrected items do not count.
 */
export async function waiverEnds(
  ctx: Context,
  row: Row & { launchedSince: boolean },
  gates: readonly Gate[],
): Promise<(seen: Record<string, unknown>) => string | null> {
  const { timeZone } = await programSettings(ctx);
  const endOf = ({ endedAt, expiresOn }: Omit<Term, "id">) => (endedAt ? dayIn(endedAt, timeZone) : expiresOn);
  const ends = <W extends Term>(
    waivers: readonly W[],
    blocks: (waiver: W) => boolean,
    keyOf: (waiver: W) => string,
  ) => {
    return new Map(
      waivers.filter(blocks).map((one) => {
        const same = waivers.filter((other) => keyOf(other) === keyOf(one));
        return [one.id, same.map(endOf).sort().at(-1)];
      }),
    );
  };
  const found = await blockingResults(ctx, row.id, row.currentRevision);
  const unmet = unmetGates(gatesToCome(row, gates)).map(({ id }): string => id);
  const known = await ctx.db
    .select({ id: findings.id, state: findings.state, settledAt: findings.settledAt, acceptedUntil: acceptedUntil() })
    .from(findings)
    .where(eq(findings.reviewId, row.id))
    .orderBy(asc(findings.id));
  const risks = known
    .filter((finding) => isUnsettled(finding, ctx.day))
    .map(({ id, state, acceptedUntil, settledAt }) => {
      const wasOpened = state === "accepted" ? null : settledAt;
      return { id, endedAt: wasOpened, expiresOn: acceptedUntil ?? ctx.day };
    });
  const all = await waiversOf(ctx, row.id);
  const results = ends(
    all,
    // Until its checks finish, nobody knows whether it is corrected.
    (one) => {
      if (found) return found.some((result) => isAbout(one, result));
      return !all.some((other) => isAbout(one, other) && exceptionHolds(other, ctx.day));
    },
    ({ documentName, fingerprint }) => JSON.stringify([documentName, fingerprint]),
  );
  const ofGates = ends(
    await gateWaivers(ctx, row.id),
    ({ gate }) => unmet.includes(gate),
    ({ gate }) => gate,
  );
  const ofRisks = new Map(risks.map((risk) => [risk.id, endOf(risk)]));
  return (seen) => {
    const { waivers, gateWaivers, acceptedRisks } = idsSeen(seen);
    const ended = [
      ...(unmet.includes(GATE_UNMET_BY.result) ? waivers.map((id) => results.get(id)) : []),
      ...gateWaivers.map((id) => ofGates.get(id)),
      ...(unmet.includes(GATE_UNMET_BY.finding) ? acceptedRisks.map((id) => ofRisks.get(id)) : []),
    ];
    return ended.filter((day) => day !== undefined).sort()[0] ?? null;
  };
}

type About = { documentName: string | null; fingerprint: string | null };

function isAbout(one: About, other: About): boolean {
  return one.documentName === other.documentName && one.fingerprint === other.fingerprint;
}
