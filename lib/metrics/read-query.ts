import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { programSettings } from "#lib/program/settings.ts";
import { beginningOf, daysAfter, lastBefore } from "#lib/zoned-time.ts";
import { type MetricsAddress, type MetricsQuery, metricsQuery } from "./input.ts";
import {
  compareQuarters,
  isOver,
  type Quarter,
  quarterBounds,
  quarterKey,
  quarterLabel,
  quarterOf,
} from "./rules/quarter.ts";
import { type MetricsScope, metricsScope } from "./scope.ts";

/**
 * A validated query: a quarter that has begun, and a scope within the reader's reach. `asOf`: the end of a past day,
 * counting only what had happened by then; null for now.
 */
export type Asked = { quarter: Quarter; timeZone: string; scope: MetricsScope; asOf: Date | null };

/**
 * Reads the query of an address. Throws Invalid for a malformed quarter or day, for one that has not begun, and for two
 * scopes where neither contains the other.
 */
export async function readQuery(ctx: Context, query: MetricsAddress): Promise<Asked> {
  return understood(ctx, parse(metricsQuery, query));
}

/** As `readQuery`, once the address is parsed. */
export async function understood(ctx: Context, wanted: MetricsQuery): Promise<Asked> {
  const { timeZone } = await programSettings(ctx);
  const scope = await scopeOf(ctx, wanted);
  const asOf = wanted.asOf === undefined ? null : endOf(ctx, wanted.asOf, timeZone);
  return { quarter: begun(asOf ?? ctx.now, wanted.quarter, timeZone), timeZone, scope, asOf };
}

/**
 * Throws Invalid for a team combined with an organisation it does not belong to, because the numbers would silently
 * cover only one of them.
 */
async function scopeOf(ctx: Context, { team, organisation }: MetricsQuery): Promise<MetricsScope> {
  const scope = await metricsScope(ctx, { organisationId: organisation, teamId: team });
  if (team === undefined || organisation === undefined) return scope;
  const { teamIds } = await metricsScope(ctx, { organisationId: organisation });
  if (teamIds?.includes(team)) return scope;
  const message = "The team belongs to another organisation. Choose the team or the organisation.";
  throw new Invalid(message, [{ path: ["team"], message }]);
}

/** The moment up to which an answer includes facts. */
export function knownAt({ now }: Context, { asOf }: Asked): Date {
  return asOf ?? now;
}

/** The last moment of a day ("2026-06-30"). The following midnight belongs to the next day. */
export function endOfDay(day: string, timeZone: string): Date {
  return lastBefore(beginningOf(daysAfter(day, 1), timeZone));
}

/** The end of a past day, or null for today, whose end has not come. Throws Invalid for a future day. */
function endOf({ day: today }: Context, day: string, timeZone: string): Date | null {
  if (day === today) return null;
  if (day < today) return endOfDay(day, timeZone);
  const message = `${day} is in the future. Choose ${today} or an earlier day.`;
  throw new Invalid(message, [{ path: ["asOf"], message }]);
}

/** The requested quarter, or the one running at `at`. Throws Invalid if it has not begun by then. */
export function begun(at: Date, wanted: Quarter | undefined, timeZone: string): Quarter {
  const running = quarterOf(at, timeZone);
  if (!wanted) return running;
  if (compareQuarters(wanted, running) <= 0) return wanted;
  const message = `${quarterLabel(wanted)} has not begun. Choose ${quarterKey(running)} or an earlier quarter.`;
  throw new Invalid(message, [{ path: ["quarter"], message }]);
}

/** A quarter as answers show it; in progress until it has ended at `asOf`. */
export function quarterWords(quarter: Quarter, timeZone: string, asOf: Date) {
  const { start, end } = quarterBounds(quarter, timeZone);
  return {
    key: quarterKey(quarter),
    label: quarterLabel(quarter),
    start: start.toISOString(),
    end: end.toISOString(),
    inProgress: !isOver({ end }, asOf),
  };
}
