import { and, type Column, eq, type SQL, sql } from "drizzle-orm";
import { exceptions, waiverAsks } from "#db/schema/index.ts";

/** Rows of `exceptions` under this alias not ended early. */
export function notEnded(alias: string): SQL {
  return sql`${sql.identifier(alias)}.ended_at is null`;
}

/** `exceptionHolds` for a row of `exceptions` under this alias. */
export function exceptionHoldsIn(alias: string, today: string): SQL {
  return sql`(${notEnded(alias)} and ${sql.identifier(alias)}.expires_on >= ${today}::date)`;
}

/** Whether one aliased row renews another: same subject, granted later, with a later end than the one then active. */
export function isRenewal(newer: string, older: string): SQL {
  const [n, o] = [sql.identifier(newer), sql.identifier(older)];
  return sql`(${n}.review_id = ${o}.review_id and ${n}.kind = ${o}.kind and ${n}.id > ${o}.id
    and case ${o}.kind when 'gate' then ${n}.gate = ${o}.gate when 'finding' then ${n}.finding_id = ${o}.finding_id
      else ${n}.document_name = ${o}.document_name and ${n}.fingerprint = ${o}.fingerprint end)`;
}

/** The reason of the request behind a row of `exceptions`. */
export function askReason(): SQL<string | null> {
  const { documentName, fingerprint, gate } = waiverAsks;
  const answered = and(
    eq(waiverAsks.reviewId, exceptions.reviewId),
    sql`${gate} is not distinct from ${exceptions.gate}`,
    sql`${documentName} is not distinct from ${exceptions.documentName}`,
    sql`${fingerprint} is not distinct from ${exceptions.fingerprint}`,
    eq(waiverAsks.askedById, exceptions.askedById),
    eq(waiverAsks.givenAt, exceptions.approvedAt),
  );
  return sql`(select ${waiverAsks.reason} from ${waiverAsks} where ${answered} order by ${waiverAsks.id} desc limit 1)`;
}

/**
 * The row of `exceptions` with the last risk acceptance of a finding. Decisive while the finding's state is accepted.
 */
export function lastAcceptance(findingId: Column | number): SQL | undefined {
  const last = sql`(select max(accepting.id) from exceptions as accepting where accepting.finding_id = ${findingId})`;
  return and(eq(exceptions.kind, "finding"), eq(exceptions.id, last));
}

/** The last day the outer row of `findings` is or was risk-accepted; null in other states. */
export function acceptedUntil(): SQL<string | null> {
  return sql<string | null>`(case when findings.state = 'accepted' then (
    select accepting.expires_on from exceptions as accepting
    where accepting.finding_id = findings.id order by accepting.id desc limit 1) end)`.mapWith(exceptions.expiresOn);
}
