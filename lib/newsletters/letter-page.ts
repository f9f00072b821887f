import type { Context } from "#lib/context.ts";
import { changesSinceDraft, newsletterPage } from "./queries.ts";

/** A letter as frozen, and the lines that read differently now. NotFound if this actor may not read it. */
export async function letterPage(ctx: Context, id: number) {
  const letter = await newsletterPage(ctx, id);
  return { letter, changes: await changesSinceDraft(ctx, letter) };
}
