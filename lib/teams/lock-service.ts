import { eq } from "drizzle-orm";
import { services } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { NotFound } from "#lib/errors.ts";

/** Reads a service and locks it for this transaction. */
export async function lockService(ctx: Context, id: number): Promise<typeof services.$inferSelect> {
  const [service] = await ctx.db.select().from(services).where(eq(services.id, id)).for("update");
  if (!service) throw new NotFound("The service");
  return service;
}
