import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { askReason, exceptionHoldsIn, isRenewal } from "#db/conditions/exceptions.ts";
import { exceptionCounts, isRenewedIn, mayBeLive, waiversStand } from "#db/conditions/reviews.ts";
import { sliceOf } from "#db/paging.ts";
import { exceptions, findings, people, reviews } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { reviewRef } from "#lib/paths.ts";
import { exceptionState, type ListedException } from "./rules.ts";

/** The exceptions matching a condition, with names of their people, oldest first. The caller scopes it. */
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

/** Lists shorten a longer reason, which is shown in full with its subject. */
const MOST_OF_A_REASON = 300;

type Wanted = { reviewId?: number | undefined; page?: number; size?: number };

/**
 * The exceptions this actor may see, of one review or all: those in effect first, and the soonest to expire before
 * others.
 */
export async function exceptionsPage(ctx: Context, { reviewId, page = 1, size }: Wanted = {}) {
  const seen = and(visibleReviews(ctx), reviewId === undefined ? undefined : eq(exceptions.reviewId, reviewId));
  const { place, limit, offset } = await sliceOf(ctx.db, listed(ctx).where(seen), page, size ? { size } : {});
  const holds = sql`(${exceptionHoldsIn("exceptions", ctx.day)}
    and not exists (select from exceptions newer where ${isRenewal("newer", "exceptions")}))`;
  const order = [desc(holds), sql`case when ${holds} then ${exceptions.expiresOn} end`, desc(exceptions.approvedAt)];
  const rows = await listed(ctx)
    .where(seen)
    .orderBy(...order, desc(exceptions.id))
    .limit(limit)
    .offset(offset);
  const items = rows.map(({ title, findingTitle, counts, renewed, endedAt, reviewId, ...row }): ListedException => {
    const state = exceptionState({ expiresOn: row.expiresOn, endedAt, counts, renewed }, ctx.day);
    const review = { id: reviewId, ref: reviewRef(reviewId), title };
    return { ...row, review, about: findingTitle ?? row.documentName, state };
  });
  return { items, ...place };
}

function listed(ctx: Context) {
  const [asker, approver] = [alias(people, "asker"), alias(people, "approver")];
  const { kind, id, reviewId, gate, documentName, reason, expiresOn, endedAt } = exceptions;
  const applies = sql`case when ${kind} = 'finding' then ${mayBeLive()} else ${waiversStand()} end`;
  return ctx.db
    .select({
      ...{ kind, id, reviewId, gate, documentName, expiresOn, endedAt },
      reason: sql<string>`case when length(${reason}) > ${MOST_OF_A_REASON} then left(${reason}, ${MOST_OF_A_REASON}) || '…'
        else ${reason} end`,
      title: reviews.title,
      findingTitle: findings.title,
      counts: sql<boolean>`(${applies}) and ${exceptionCounts("exceptions", ctx.day)}`,
      renewed: sql<boolean>`${isRenewedIn("exceptions", ctx.day)}`,
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
