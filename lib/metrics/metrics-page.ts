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
 * The metrics an address requests, their comparison, and the other choices. A wrong address gives a message with the
 * choices to correct it. `against`: the comparison as in an address; never the scope itself. `team`: as in an address,
 * undefined if another organisation than the team's is picked. `goals`: null if the overview is not shown.
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
    // The leader of one organisation may be in a team of another.
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

/** The goals shown next to a scope's numbers, with their current values. */
async function goalsIn(ctx: Context, scope: MetricsScope): Promise<Goals> {
  const set = await goalsBeside(ctx, scope);
  return { goals: set, values: await goalValues(ctx, set) };
}

/**
 * `own`: the single organisation these numbers belong to, which they cannot be compared with. `nothing`: why there are
 * no numbers.
 */
type Compared = {
  asked: Asked;
  metrics: Metrics;
  comparison: Comparison;
  own: number | undefined;
  nothing: string | null;
};

/** The metrics an address requests and their comparison. Throws as `metricsOf`, also for the comparison. */
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

/** The page's name for each address parameter. */
const NAMES: Record<string, string> = {
  quarter: "The quarter",
  organisation: "The organisation",
  team: "The team",
  asOf: "The day",
  compare: "The comparison",
};

/** Messages that begin with "must" get the field's name; every other message is already a sentence. */
function wordsOf({ path: [name = ""], message }: FieldProblem): string {
  return message.startsWith("must ") ? sentence(`${NAMES[name] ?? "The address"} ${message}`) : message;
}
