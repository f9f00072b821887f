import type { Context } from "#lib/context.ts";
import { memberNameOf } from "#lib/member-name.ts";
import { frozenGoals } from "#lib/metrics/frozen-goals.ts";
import { goalsBeside } from "#lib/metrics/goals-beside.ts";
import { metricsOf } from "#lib/metrics/metrics-of.ts";
import { guardianEffectOutput, type Metrics } from "#lib/metrics/output.ts";
import { metricsScope } from "#lib/metrics/scope.ts";
import { programSettings } from "#lib/program/settings.ts";
import type { About } from "./about.ts";
import {
  latelyOpen,
  overdueConditions,
  overdueFindings,
  uncoveredServices,
  waivedWords,
  waiversToRenew,
} from "./at-risk.ts";
import { guardianCredits } from "./credits.ts";
import { launchesPastGates, madeLateByReview } from "./launches-at-risk.ts";
import type { LetterSnapshot } from "./output.ts";
import { beltsAwarded, coverageOf, joinersAndLeavers } from "./people-news.ts";

/**
 * Everything a letter says about one organisation and quarter, at this moment. Throws NotFound for an organisation out of
 * reach.
 */
export async function takeSnapshot(ctx: Context, organisationId: number, quarter: string): Promise<LetterSnapshot> {
  const metrics = await metricsOf(ctx, { quarter, organisation: String(organisationId) });
  const scope = await metricsScope(ctx, { organisationId });
  const settings = await programSettings(ctx);
  const { organisation } = metrics.scope;
  const [start, end] = [new Date(metrics.quarter.start), new Date(metrics.quarter.end)];
  const about = { scope, start, end, timeZone: metrics.timeZone };
  return {
    program: settings.name,
    members: memberNameOf(settings),
    organisation: organisation ?? { id: organisationId, name: metrics.scope.label },
    ...numbersOf(metrics),
    guardians: await guardianCredits(ctx, about),
    belts: await beltsAwarded(ctx, about),
    ...(await atRisk(ctx, about)),
    coverage: await coverageOf(ctx, about),
    ...(await joinersAndLeavers(ctx, about)),
    goals: await frozenGoals(ctx, await goalsBeside(ctx, scope), "when drafted"),
  };
}

/** The worst items at risk by name, and how many more of each kind exist. */
async function atRisk(ctx: Context, about: About) {
  const madeLate = await madeLateByReview(ctx, about);
  const late = await latelyOpen(ctx, about);
  const pastGates = await launchesPastGates(ctx, about);
  const uncovered = await uncoveredServices(ctx, about);
  const unfixed = await overdueFindings(ctx, about);
  const overdue = await overdueConditions(ctx, about);
  const waivers = await waiversToRenew(ctx, about);
  return {
    madeLate: madeLate.named,
    late: late.named,
    pastGates: pastGates.named,
    uncovered: uncovered.named,
    overdueFindings: unfixed.named,
    overdueConditions: overdue.named,
    waivers: waivers.named.map(({ kind, about, ...row }) => {
      const words = waivedWords({ kind, about, gate: row.gate });
      return { ...row, gate: kind === "finding" ? `The accepted risk of ${words}` : words };
    }),
    unnamed: {
      madeLate: madeLate.more,
      late: late.more,
      pastGates: pastGates.more,
      uncovered: uncovered.more,
      overdueFindings: unfixed.more,
      overdueConditions: overdue.more,
      waivers: waivers.more,
    },
  };
}

function numbersOf(metrics: Metrics) {
  const { quarter, timeZone, asOf, trend, findings, escapes, effect, backlog, involvement, noFeed } = metrics;
  const [before = null, now] = trend.slice(-2);
  if (!now) throw new Error("The trend always ends with the requested quarter");
  return {
    quarter,
    timeZone,
    asOf,
    figures: { now, before },
    leadTimes: trend.map(({ quarter, leadTime }) => ({ quarter, leadTime })),
    escapes: {
      state: escapes.state,
      approvals: escapes.approvals,
      ripe: escapes.ripe,
      escapes: escapes.escapes,
      recorded: escapes.recorded,
      rate: escapes.rate,
    },
    effect: guardianEffectOutput.parse(effect),
    backlog: { n: backlog.n, median: backlog.median, oldest: backlog.oldest },
    method: {
      findingsLeftOut: findings.leftOut,
      involvementLeftOut: involvement.leftOut,
      noFeed: noFeed.map(({ sentence }) => sentence),
    },
  };
}
