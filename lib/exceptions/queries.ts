import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { askReason, exceptionHoldsIn, isRenewal } from "#db/conditions/exceptions.ts";
import { waiverCounts } from "#db/conditions/reviews.ts";
import { sliceOf } from "#db/paging.ts";
import { exceptions, findings, people, reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import { exceptionState, type ListedException } from "./rules.ts";

/** The exceptions of a condition with their people by name, the oldest first. Scoped by the caller. */
export async function exceptionsWhere(ctx: Context, condition: SQL | undefined) {
  const [asker, approver, ender] = [alias(people, "asker"), alias(people, "approver"), alias(people, "ender")];
  const rows = await ctx.db
    .select({
      exception: exceptions,
      askReason: askReason(),
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
      endedBy: { id: ender.id, name: ender.name },
    })
    .from(exceptions)
    .leftJoin(asker, eq(asker.id, exceptions.askedById))
    .leftJoin(approver, eq(approver.id, exceptions.approvedById))
    .leftJoin(ender, eq(ender.id, exceptions.endedById))
    .where(condition)
    .orderBy(asc(exceptions.id));
  return rows.map(({ exception, ...named }) => ({ ...exception, ...named }));
}

/** The exceptions that this actor may see, of one review or of all: those that hold first, the soonest to end before others. */
export async function exceptionsPage(ctx: Context, { reviewId, page = 1 }: { reviewId?: number; page?: number } = {}) {
  const seen = and(visibleReviews(ctx), reviewId === undefined ? undefined : eq(exceptions.reviewId, reviewId));
  const { place, limit, offset } = await sliceOf(
    ctx.db,
    listed(ctx).where(seen),
    page,
    reviewId === undefined ? {} : { size: 20 },
  );
  const holds = exceptionHoldsIn("exceptions", ctx.day);
  const order = [desc(holds), sql`case when ${holds} then ${exceptions.expiresOn} end`, desc(exceptions.approvedAt)];
  const rows = await listed(ctx)
    .where(seen)
    .orderBy(...order, desc(exceptions.id))
    .limit(limit)
    .offset(offset);
  const items = rows.map(
    ({ title, findingTitle, counts, renewed, reviewId, ...row }): ListedException => ({
      ...row,
      review: { id: reviewId, ref: reviewRef(reviewId), title },
      about: findingTitle ?? row.documentName,
      state: exceptionState({ ...row, counts, renewed }, ctx.day),
    }),
  );
  return { items, ...place };
}

function listed(ctx: Context) {
  const [asker, approver] = [alias(people, "asker"), alias(people, "approver")];
  const { kind, id, reviewId, gate, documentName, reason, expiresOn, endedAt, endReason } = exceptions;
  return ctx.db
    .select({
      ...{ kind, id, reviewId, gate, documentName, reason, expiresOn, endedAt, endReason },
      title: reviews.title,
      findingTitle: findings.title,
      counts: sql<boolean>`case when ${kind} = 'gate' then ${waiverCounts("exceptions", ctx.day)} else true end`,
      renewed: sql<boolean>`exists (select from exceptions newer where ${isRenewal("newer", "exceptions")})`,
      askedBy: { id: asker.id, name: asker.name },
      approvedBy: { id: approver.id, name: approver.name },
    })
    .from(exceptions)
    .innerJoin(reviews, eq(reviews.id, reviewId))
    .leftJoin(findings, eq(findings.id, exceptions.findingId))
    .leftJoin(asker, eq(asker.id, exceptions.askedById))
    .leftJoin(approver, eq(approver.id, exceptions.approvedById))
    .$dynamic();
}
