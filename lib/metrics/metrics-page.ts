import { readsBusinessCase } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { type FieldProblem, Invalid, NotFound } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import type { Goal } from "#lib/program/output.ts";
import { programSettings } from "#lib/program/settings.ts";
import { sentence } from "#lib/words.ts";
import { type GuardedValue, goalValues } from "./goal-value.ts";
import { goalsBeside } from "./goals-beside.ts";
import { type ComparedAddress, comparedQuery } from "./input.ts";
import type { Metrics } from "./output.ts";
import { type Asked, understood } from "./read-query.ts";
import { keptMetrics } from "./recent-metrics.ts";
import { againstOrganisation, againstQuarter, type Comparison } from "./rules/comparison.ts";
import type { Picked } from "./rules/metrics-address.ts";
import { type MetricsScope, metricsScope, nothingToCount, scopeChoices, teamsWithin } from "./scope.ts";

/**
 * The metrics that an address asks for, what they are held against, and what else can be asked for. A wrong address is said,
 * with the choices to mend it. `against`: what they are held against, as an address has it: never themselves. `team`: as an
 * address has it, none where another organisation is picked than the team's. `goals`: null where the overview is not shown.
 */
export async function metricsPage(ctx: Context, { view, ...query }: ComparedAddress & Pick<Picked, "view">) {
  const { timeZone } = await programSettings(ctx);
  const choices = await scopeChoices(ctx);
  const organisation = choices.find(({ id }) => String(id) === query.organisation);
  const teams = await teamsWithin(ctx, await metricsScope(ctx, { organisationId: organisation?.id }));
  const isOther = organisation !== undefined && !teams.some(({ id }) => String(id) === query.team);
  const team = isOther ? undefined : query.team;
  const found = await comparedMetrics(ctx, { ...query, team }).catch(saidWrong);
  const shown = "message" in found ? null : found.metrics.scope.team;
  const others = "message" in found ? choices : choices.filter(({ id }) => id !== found.own);
  const isOwn = "own" in found && query.compare === String(found.own);
  return {
    timeZone,
    choices,
    // Who leads one organisation may be in a team of another.
    teams: shown && !teams.some(({ id }) => id === shown.id) ? [shown, ...teams] : teams,
    team,
    others,
    against: isOwn ? undefined : query.compare,
    mayReadCase: readsBusinessCase(ctx.actor),
    found,
    ...("message" in found || view === "numbers" ? NO_GOALS : await goalsIn(ctx, found.asked.scope)),
  };
}

type Goals = { goals: Goal[] | null; values: Record<number, GuardedValue> };
const NO_GOALS: Goals = { goals: null, values: {} };

/** The goals beside the numbers of a scope, with what they stand at now. */
async function goalsIn(ctx: Context, scope: MetricsScope): Promise<Goals> {
  const set = await goalsBeside(ctx, scope);
  return { goals: set, values: await goalValues(ctx, set) };
}

/** `own`: the one organisation that these are the numbers of, which they cannot be held against. `nothing`: why there are none. */
type Compared = {
  asked: Asked;
  metrics: Metrics;
  comparison: Comparison;
  own: number | undefined;
  nothing: string | null;
};

/** The metrics that an address asks for, and what they are held against. Throws as `metricsOf`, also for what they are held against. */
export async function comparedMetrics(ctx: Context, query: ComparedAddress): Promise<Compared> {
  const { compare, ...wanted } = parse(comparedQuery, query);
  const asked = await understood(ctx, wanted);
  const metrics = await keptMetrics(ctx, asked);
  const { organisation, organisationIds } = asked.scope;
  const own = organisation?.id ?? (organisationIds?.length === 1 ? organisationIds[0] : undefined);
  const found = { asked, metrics, own, nothing: nothingToCount(asked.scope) };
  if (compare === undefined || compare === "year" || compare === own) {
    return { ...found, comparison: againstQuarter(metrics, compare === "year" ? "year" : "quarter") };
  }
  const scope = await metricsScope(ctx, { organisationId: compare });
  return { ...found, comparison: againstOrganisation(metrics, await keptMetrics(ctx, { ...asked, scope })) };
}

function saidWrong(error: unknown): { message: string } {
  if (error instanceof Invalid) return { message: error.problems.map(wordsOf).join(" ") || error.message };
  if (error instanceof NotFound) return { message: error.message };
  throw error;
}

/** What the page calls a part of its address. */
const NAMES: Record<string, string> = {
  quarter: "The quarter",
  organisation: "The organisation",
  team: "The team",
  asOf: "The day",
  compare: "What they are held against",
};

/** What is wrong with a field begins with what it must be; all else is a sentence. */
function wordsOf({ path: [name = ""], message }: FieldProblem): string {
  return message.startsWith("must ") ? sentence(`${NAMES[name] ?? "The address"} ${message}`) : message;
}
