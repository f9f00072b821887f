import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { programSettings } from "#lib/program/settings.ts";
import { type MetricsAddress, type MetricsQuery, metricsQuery } from "./input.ts";
import { compareQuarters, type Quarter, quarterBounds, quarterKey, quarterLabel, quarterOf } from "./rules/quarter.ts";
import { type MetricsScope, metricsScope } from "./scope.ts";

/** What is asked for, understood: a quarter that has begun, and a scope within the reader's reach. */
export type Asked = { quarter: Quarter; timeZone: string; scope: MetricsScope };

/** Reads the query of an address. Throws Invalid for a quarter of another form or one that has not begun. */
export async function readQuery(ctx: Context, query: MetricsAddress): Promise<Asked> {
  return understood(ctx, parse(metricsQuery, query));
}

/** As `readQuery`, once the address is parsed. */
export async function understood(ctx: Context, wanted: MetricsQuery): Promise<Asked> {
  const { timeZone } = await programSettings(ctx);
  const scope = await metricsScope(ctx, { organisationId: wanted.organisation, teamId: wanted.team });
  return { quarter: begun(ctx, wanted.quarter, timeZone), timeZone, scope };
}

/** The quarter that was asked for, or the running one. Throws Invalid where it has not begun. */
export function begun({ now }: Context, wanted: Quarter | undefined, timeZone: string): Quarter {
  const running = quarterOf(now, timeZone);
  if (!wanted) return running;
  if (compareQuarters(wanted, running) <= 0) return wanted;
  const message = `${quarterLabel(wanted)} has not begun. Ask for ${quarterKey(running)} or an earlier quarter.`;
  throw new Invalid(message, [{ path: ["quarter"], message }]);
}

/** A quarter as it is written in answers; in progress until it has ended at `asOf`. */
export function quarterWords(quarter: Quarter, timeZone: string, asOf: Date) {
  const { start, end } = quarterBounds(quarter, timeZone);
  return {
    key: quarterKey(quarter),
    label: quarterLabel(quarter),
    start: start.toISOString(),
    end: end.toISOString(),
    inProgress: asOf < end,
  };
}
