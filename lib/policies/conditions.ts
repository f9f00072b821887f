import { and, eq, inArray, type SQL, sql } from "drizzle-orm";
import { checkRuns, type checkWaivers, waiverAsks, type waivers } from "#db/schema/index.ts";
import { RUN_STATES } from "./rules/run-states.ts";
import { isWaiting } from "./rules/run-view.ts";

const WAITING = RUN_STATES.filter(isWaiting);

/** `isWaiting` of a row of `check_runs`: it is not done yet. */
export function waitingRun(): SQL {
  return inArray(checkRuns.state, WAITING);
}

/** The rows of `waivers` or `check_waivers` under this alias that nobody ended before their last day. */
export function notEnded(alias: string): SQL {
  return sql`${sql.identifier(alias)}.ended_at is null`;
}

/** `waiverHolds` of a row of `waivers` or `check_waivers` under this alias: not ended, and not past its last day. */
export function waiverHoldsIn(alias: string, today: string): SQL {
  return sql`(${notEnded(alias)} and ${sql.identifier(alias)}.expires_on >= ${today}::date)`;
}

/** Why whoever is said to have asked for a waiver did: the ask of theirs that was given in its moment. */
export function askReason(waiver: typeof waivers | typeof checkWaivers): SQL<string | null> {
  const { documentName, fingerprint, gate } = waiverAsks;
  const isAbout =
    "gate" in waiver
      ? eq(gate, waiver.gate)
      : and(eq(documentName, waiver.documentName), eq(fingerprint, waiver.fingerprint));
  const answered = and(
    eq(waiverAsks.reviewId, waiver.reviewId),
    isAbout,
    eq(waiverAsks.askedById, waiver.askedById),
    eq(waiverAsks.givenAt, waiver.approvedAt),
  );
  return sql`(select ${waiverAsks.reason} from ${waiverAsks} where ${answered} order by ${waiverAsks.id} desc limit 1)`;
}

/** One row, under its alias, is a renewal of another that is about the same: it was given later, for longer than what held then. */
export function isRenewal(newer: string, older: string): SQL {
  return sql`(${sql.identifier(newer)}.id > ${sql.identifier(older)}.id)`;
}
