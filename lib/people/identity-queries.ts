import { and, asc, eq, inArray } from "drizzle-orm";
import { identityHolds, isHereWith } from "#db/conditions/people.ts";
import { identities, people } from "#db/schema/index.ts";
import { may } from "#lib/auth/policy.ts";
import { configuredIssuers, configuredProviders } from "#lib/auth/providers.ts";
import type { Context } from "#lib/context.ts";
import { ensure, NotFound } from "#lib/errors.ts";
import type { LinkedIdentity } from "./output.ts";

/** A person's identities at providers, oldest first; visible to the person and to admins. */
export async function identitiesOf(ctx: Context, personId: number): Promise<LinkedIdentity[]> {
  const [person] = await ctx.db.select({ id: people.id }).from(people).where(eq(people.id, personId));
  if (!person) throw new NotFound("The person");
  ensure(may(ctx.actor, "person.read-identities", { personId }));
  return (await identitiesByPerson(ctx, [personId])).get(personId) ?? [];
}

/** As `identitiesOf`, for several people, by person; for anyone who may read each of them. */
export async function identitiesByPerson(ctx: Context, personIds: number[]): Promise<Map<number, LinkedIdentity[]>> {
  const rows = await ctx.db
    .select()
    .from(identities)
    .where(inArray(identities.personId, [0, ...personIds]))
    .orderBy(asc(identities.createdAt), asc(identities.id));
  const found = new Map<number, LinkedIdentity[]>();
  for (const { personId, id, issuer, subject, createdAt } of rows) {
    found.set(personId, [...(found.get(personId) ?? []), { id, issuer, subject, linkedAt: createdAt }]);
  }
  return found;
}

/** The identities by which admins sign in here. None in a demo, whose accounts need no identity. */
export async function adminSignIns(ctx: Context): Promise<{ id: number; personId: number }[]> {
  if (configuredProviders().includes("demo")) return [];
  return ctx.db
    .select({ id: identities.id, personId: identities.personId })
    .from(identities)
    .where(
      and(
        identityHolds(ctx.now),
        inArray(identities.issuer, configuredIssuers()),
        isHereWith(identities.personId, ["admin"], ctx.now),
      ),
    )
    .orderBy(asc(identities.id));
}
