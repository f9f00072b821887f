import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import type { Context } from "#lib/context.ts";
import { Conflict } from "#lib/errors.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { NamedPastReview } from "./file/meeting.ts";

const BATCH = 10_000;

/** Values shared by every row of a file. */
export type PastFile = { importId: number; timeZone: string };

/**
 * Writes past reviews as they ended, or as open in their original tracker until now. Rows travel as one JSON parameter
 * per batch: one parameter per value takes ten times as long, and the embedded database answers nobody else meanwhile.
 */
export async function writePastReviews(ctx: Context, rows: readonly NamedPastReview[], file: PastFile): Promise<void> {
  let written = 0;
  for (let at = 0; at < rows.length; at += BATCH) {
    const values = rows.slice(at, at + BATCH).map((row) => reviewOf(row, ctx.now, file));
    const [inserted] = await rowsOf<{ n: number }>(ctx.db, insertAll(values, file));
    written += inserted?.n ?? 0;
  }
  if (written < rows.length) throw new Conflict("Some of these reviews were imported meanwhile. Check the file again.");
}

type Values = ReturnType<typeof reviewOf>;

function insertAll(values: readonly Values[], { importId }: PastFile): SQL {
  return sql`
    with written as (
      insert into reviews (
        title, type, tier, state, team_id, guardian_id, launched_on, intake, created_at, updated_at, first_submitted_at,
        first_decided_at, decided_at, ended_at, open_elsewhere_at, import_id, import_key, imported_findings,
        imported_with_guardian
      )
      select title, type, tier, state, team, guardian, launched, ${JSON.stringify(emptyIntake())}::jsonb, submitted,
        coalesce(decided, cancelled, submitted), submitted, decided, decided, cancelled, seen, ${importId}::int, key, findings,
        guarded
      from jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as past (
        title text, type text, tier text, state text, team int, guardian int, launched date, submitted timestamptz,
        decided timestamptz, cancelled timestamptz, seen timestamptz, key text, findings int, guarded boolean
      )
      on conflict (import_key) do nothing
      returning 1
    )
    select count(*)::int as n from written`;
}

function reviewOf(row: NamedPastReview, now: Date, { timeZone }: PastFile) {
  const { submittedAt, launchedAt, title, changeId } = row;
  return {
    title: title ?? (changeId ? `Past review ${changeId}` : `Past review of ${dayIn(submittedAt, timeZone)}`),
    type: row.type,
    tier: row.tier,
    team: row.teamId,
    guardian: row.guardianId,
    launched: launchedAt === null ? null : dayIn(launchedAt, timeZone),
    submitted: submittedAt,
    ...endOf(row, now),
    key: row.importKey,
    findings: row.findings,
    // Without the column nothing is known about guardians, which differs from having none.
    guarded: row.guarded,
  };
}

/** How a row's review ended; without an end it is seen open now. */
export function endOf({ decidedAt, cancelledAt, decision }: NamedPastReview, now: Date) {
  const end = { decided: decidedAt, cancelled: cancelledAt, seen: null };
  if (decidedAt) return { ...end, state: decision ?? "approved" };
  return cancelledAt ? { ...end, state: "cancelled" } : { ...end, state: "submitted", seen: now };
}
