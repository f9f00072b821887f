import { and, eq, ne, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { people } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { requireOrganisation } from "#lib/teams/require-organisation.ts";
import { addressTaken } from "./address-taken.ts";
import { type EditPersonInput, editPersonInput } from "./input.ts";
import { lockPerson } from "./lock-person.ts";
import type { Person } from "./output.ts";
import { requireManager } from "./require-manager.ts";
import { managerRefusal } from "./rules/manager.ts";

/** Changes what is said of a person who is here. Fields that are left out stay; an address, by which mail comes, is an admin's to change. */
export async function editPerson(ctx: Context, input: EditPersonInput): Promise<Person> {
  const { personId, ...wanted } = parse(editPersonInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    // Nobody is added under this address meanwhile, and no manager is given another one.
    if (wanted.email !== undefined || wanted.managerId !== undefined) {
      await ctx.db.execute(sql`lock table ${people} in share row exclusive mode`);
    }
    const { id, name, email, managerId, organisationId, formerly } = await lockPerson(ctx, personId);
    const before = { id, name, email, managerId, organisationId };
    const changes = changesTo(before, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return before;
    if (changes.email !== undefined) ensure(may(ctx.actor, "people.manage", null));
    if (changes.email !== undefined) await refuseTakenAddress(ctx, id, changes.email);
    if (changes.managerId) await refuseManager(ctx, before, changes.managerId);
    if (changes.organisationId) await requireOrganisation(ctx, changes.organisationId);
    const isCalledAnew = changes.name !== undefined || changes.email !== undefined;
    await ctx.db
      .update(people)
      .set(isCalledAnew ? { ...changes, formerly: [...formerly, { name, email }] } : changes)
      .where(eq(people.id, id));
    await record(ctx, { type: "person.edited", subject: { kind: "person", id }, data: { personId: id, fields } });
    return { ...before, ...changes };
  });
}

async function refuseTakenAddress(ctx: Context, personId: number, email: string): Promise<void> {
  const others = await ctx.db.$count(people, and(eq(people.email, email), ne(people.id, personId)));
  if (others > 0) throw await addressTaken(ctx, email);
}

async function refuseManager(ctx: Context, person: { id: number; name: string }, managerId: number): Promise<void> {
  const manager = await requireManager(ctx, managerId);
  const refusal = managerRefusal(person, manager, await managersAbove(ctx, managerId));
  if (refusal) throw new Invalid(refusal, [{ path: ["managerId"], message: refusal }]);
}

/** The manager of somebody, theirs, and so on to the top. */
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
