import { inArray, type SQL, sql } from "drizzle-orm";
import { newsletters } from "#db/schema/index.ts";
import { hasRole, personOf } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";

/**
 * Rows of `newsletters` this actor may read, matching the single-letter rule: all for staff, their organisations' for
 * leaders.
 */
export function readableLetter({ actor }: Context): SQL {
  if (hasRole(actor, "program_manager", "auditor", "security_engineer")) return sql`true`;
  const led = hasRole(actor, "leader") ? (personOf(actor)?.organisationIds ?? []) : [];
  return led.length > 0 ? inArray(newsletters.organisationId, [...led]) : sql`false`;
}
