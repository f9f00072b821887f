import type { Context } from "#lib/context.ts";
import { Invalid, NotFound } from "#lib/errors.ts";
import { programSettings } from "#lib/program/settings.ts";
import { mayReadCase } from "./business-case.ts";
import type { MetricsAddress } from "./input.ts";
import { recentMetrics } from "./recent-metrics.ts";
import { scopeChoices } from "./scope.ts";

/** The metrics that an address asks for, and what else can be asked for. A wrong address is said, with the choices to mend it. */
export async function metricsPage(ctx: Context, query: MetricsAddress) {
  const { timeZone } = await programSettings(ctx);
  const choices = await scopeChoices(ctx);
  return {
    timeZone,
    choices,
    mayReadCase: mayReadCase(ctx),
    metrics: await recentMetrics(ctx, query).catch(understood),
  };
}

function understood(error: unknown): { message: string } {
  if (error instanceof Invalid || error instanceof NotFound) return { message: error.message };
  throw error;
}
