import { and, eq, sql } from "drizzle-orm";
import { isHere } from "#db/conditions/people.ts";
import { rowsOf } from "#db/rows-of.ts";
import { people } from "#db/schema/index.ts";
import { personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { Invalid, NotFound } from "#lib/errors.ts";
import { managerRefusal } from "./rules/manager.ts";

type Named = { id: number; name: string };

/** Requires a person's (or a new person's) manager to be someone who has not left and whom the rule accepts. */
export async function requireManager(ctx: Context, person: Named | null, managerId: number): Promise<void> {
  const [manager] = await ctx.db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(eq(people.id, managerId), isHere()));
  if (!manager) throw new NotFound("The manager");
  const actorId = personOf(ctx.actor)?.personId;
  const refusal = managerRefusal(person, manager, { actorId, above: await managersAbove(ctx, managerId) });
  if (refusal) throw new Invalid(refusal, [{ path: ["managerId"], message: refusal }]);
}

/** A person's manager, the manager's manager, and so on to the top. */
async function managersAbove(ctx: Context, personId: number): Promise<number[]> {
  const rows = await rowsOf<{ id: number }>(
    ctx.db,
    sql`
    with recursive above (id) as (
      select manager_id from people where id = ${personId} and manager_id is not null
      union
      select next.manager_id from people as next join above on next.id = above.id where next.manager_id is not null
    )
    select id from above order by id`,
  );
  return rows.map(({ id }) => id);
}
