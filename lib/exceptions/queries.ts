import { asc, eq, type SQL } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { exceptions, people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { askReason } from "./conditions.ts";

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
