import type { PersonActor } from "#lib/auth/actor.ts";
import type { Context } from "#lib/context.ts";
import { EXCEPTION_AT, type ExceptionKind } from "#lib/exceptions/rules.ts";
import { m } from "#lib/member-name.ts";
import { quarterBounds, quarterOf } from "#lib/metrics/rules/quarter.ts";
import { ledScope, metricsScope } from "#lib/metrics/scope.ts";
import type { About } from "#lib/newsletters/about.ts";
import {
  latelyOpen,
  overdueConditions,
  overdueFindings,
  uncoveredServices,
  waivedWords,
  waiversToRenew,
} from "#lib/newsletters/at-risk.ts";
import { coverageOf, joinersAndLeavers } from "#lib/newsletters/people-news.ts";
import type { Worst } from "#lib/newsletters/worst-of.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { programSettings } from "#lib/program/settings.ts";
import { byDue, type Need } from "./rules.ts";

type PersonContext = Context & { actor: PersonActor };

/** Labels omit the end, which is shown next to them. */
const WAIVED: Record<ExceptionKind, string> = { gate: "Waiver", result: "Waiver", finding: "Accepted risk" };

/**
 * Risks in the leader's organisations whose subject has not ended, named as in the newsletter: late ones first, then by
 * date.
 */
export async function atRiskBelow(ctx: PersonContext): Promise<Worst<Need>> {
  const about = await aboutNow(ctx);
  const open = await latelyOpen(ctx, about);
  const late = open.named.map(({ reviewId, title, requestedOn }) => ({
    ...line("launch", `late-${reviewId}`, "Late launch", requestedOn, true),
    thing: `${reviewRef(reviewId)} ${title}`,
    href: paths.review(reviewId),
    note: "still open",
  }));
  const unfixed = await overdueFindings(ctx, about);
  const found = unfixed.named.map(({ reviewId, title, escape: isEscape, owner, dueOn }, index) => ({
    ...line("finding", `finding-${reviewId}-${index}`, isEscape ? "Overdue escape" : "Overdue finding", dueOn, true),
    thing: title,
    href: paths.review(reviewId, "findings"),
    note: `${reviewRef(reviewId)}, ${owner ?? "no owner"}`,
  }));
  const overdue = await overdueConditions(ctx, about);
  const conditions = overdue.named.map(({ reviewId, text, owner, dueOn }, index) => ({
    ...line("condition", `condition-${reviewId}-${index}`, "Overdue condition", dueOn, true),
    thing: text,
    href: paths.review(reviewId, "decisions"),
    note: `${reviewRef(reviewId)}, ${owner}`,
  }));
  const ending = await waiversToRenew(ctx, about);
  const waivers = ending.named.map(({ reviewId, expiresOn, expired, ...waived }, index) => ({
    ...line("waiver", `waiver-${reviewId}-${index}`, WAIVED[waived.kind], expiresOn, expired),
    thing: waivedWords(waived),
    href: paths.review(reviewId, EXCEPTION_AT[waived.kind]),
    note: reviewRef(reviewId),
  }));
  const bare = await uncoveredServices(ctx, about);
  const uncovered = bare.named.map(({ service, team }) => ({
    ...line("coverage", `service-${service.id}`, m`No guardian`, null, false),
    thing: service.name,
    href: paths.service(service.id),
    note: `${team}, high tier`,
  }));
  return {
    named: [...late, ...found, ...conditions, ...waivers, ...uncovered].sort(byDue),
    more: open.more + unfixed.more + overdue.more + ending.more + bare.more,
  };
}

/** People in the leader's organisations, in numbers; for program staff who lead nothing, in the whole program. */
export async function peopleBelow(ctx: PersonContext) {
  const about = await aboutNow(ctx);
  const { joiners, leavers } = await joinersAndLeavers(ctx, about);
  return {
    ofProgram: about.scope.teamIds === null,
    coverage: await coverageOf(ctx, about),
    joined: joiners.length,
    left: leavers.length,
  };
}

async function aboutNow(ctx: PersonContext): Promise<About> {
  const { timeZone } = await programSettings(ctx);
  return {
    scope: (await ledScope(ctx)) ?? (await metricsScope(ctx)),
    ...quarterBounds(quarterOf(ctx.now, timeZone), timeZone),
    timeZone,
  };
}

function line(kind: Need["kind"], key: string, verb: string, due: string | null, overdue: boolean) {
  return { kind, key, verb, due, overdue, atRisk: false };
}
