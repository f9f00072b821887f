import { and, eq } from "drizzle-orm";
import { people } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";
import { isHere } from "./conditions.ts";

/** Who becomes somebody's manager is here. Throws NotFound for anybody else. */
export async function requireManager({ db }: Context, id: number): Promise<{ id: number; name: string }> {
  const [manager] = await db
    .select({ id: people.id, name: people.name })
    .from(people)
    .where(and(eq(people.id, id), isHere()));
  if (!manager) throw new NotFound("The manager");
  return manager;
}
