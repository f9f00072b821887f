import { inArray, type SQL, sql } from "drizzle-orm";
import { newsletters } from "#db/schema/index.ts";
import { hasRole, personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";

/** The rows of `newsletters` this actor may read, as the gate says of one: staff all, leaders those of their organisations. */
export function readableLetter({ actor }: Context): SQL {
  if (hasRole(actor, "program_manager", "auditor", "security_engineer")) return sql`true`;
  const led = hasRole(actor, "leader") ? (personOf(actor)?.organisationIds ?? []) : [];
  return led.length > 0 ? inArray(newsletters.organisationId, [...led]) : sql`false`;
}
