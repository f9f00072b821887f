import type { Context } from "#lib/context.ts";
import { changesSinceDraft, newsletterPage } from "./queries.ts";

/** A letter as it was frozen, and what reads otherwise now. NotFound for one this actor may not read. */
export async function letterPage(ctx: Context, id: number) {
  const letter = await newsletterPage(ctx, id);
  return { letter, changes: await changesSinceDraft(ctx, letter) };
}
