import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { scopeChoices } from "#lib/metrics/scope.ts";
import { programSettings } from "#lib/program/settings.ts";
import { listNewsletters } from "./queries.ts";

/** The letters this actor may read, and the organisations for which they may draft one. */
export async function newslettersPage(ctx: Context) {
  const letters = await listNewsletters(ctx);
  const { timeZone } = await programSettings(ctx);
  const choices = await scopeChoices(ctx);
  const drafts = choices.filter(({ id }) => may(ctx.actor, "newsletter.draft", { organisationId: id }).allowed);
  return { letters, timeZone, drafts };
}
