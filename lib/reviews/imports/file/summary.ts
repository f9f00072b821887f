import type { ImportReport } from "./output.ts";
import type { PastReview } from "./read-row.ts";

/** Counts what a file's rows contain, so a wrong file is noticed before it is accepted. */
export function summaryOf(rows: readonly PastReview[]): ImportReport["summary"] {
  const count = (keep: (row: PastReview) => boolean) => rows.filter(keep).length;
  const times = rows.map(({ submittedAt }) => submittedAt.getTime());
  const edge = (pick: (a: number, b: number) => number) =>
    times.length === 0 ? null : new Date(times.reduce((a, b) => pick(a, b))).toISOString();
  return {
    firstSubmittedAt: edge(Math.min),
    lastSubmittedAt: edge(Math.max),
    approved: count(({ decidedAt, decision }) => decidedAt !== null && (decision ?? "approved") === "approved"),
    approvedWithConditions: count(({ decision }) => decision === "approved_with_conditions"),
    rejected: count(({ decision }) => decision === "rejected"),
    cancelled: count(({ cancelledAt }) => cancelledAt !== null),
    open: count(({ decidedAt, cancelledAt }) => decidedAt === null && cancelledAt === null),
    withTeam: count(({ team }) => team !== null),
    withGuardian: count(({ guarded }) => guarded === true),
    namedGuardian: count(({ guardian }) => guardian !== null),
    withFindings: count(({ findings }) => findings !== null),
    launched: count(({ launchedAt }) => launchedAt !== null),
  };
}
