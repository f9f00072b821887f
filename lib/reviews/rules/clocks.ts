import type { CalendarSettings } from "#lib/business-time.ts";
import { afterBusinessTime, businessDay, businessTime } from "#lib/business-time.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { EarlierSla, SlaSettings } from "#lib/program/rules/settings.ts";
import type { SlaTarget } from "./sla-target.ts";
import { isOpen, type ReviewState, turnOf } from "./states.ts";

/** A stretch of time in one state; `to` is null while it lasts. */
export type Span = { state: ReviewState; from: Date; to: Date | null };

export type ClockSettings = {
  calendar: CalendarSettings;
  sla: SlaSettings;
  slaBefore: readonly EarlierSla[];
  timeZone: string;
};

/** A review's standing against the target that is due first. Paused: the next move is not the reviewer's. */
export type Sla = {
  status: "due" | "at_risk" | "breached" | "paused" | "met";
  target: SlaTarget;
  dueAt: Date | null;
  usedShare: number;
};

const AT_RISK = 0.8;

type Stretch = Pick<Span, "from" | "to">;

/** The spans in which the reviewer's side uses its time. */
function reviewersSpans(spans: readonly Span[]): Span[] {
  return spans.filter(({ state }) => turnOf(state) === "reviewer");
}

/** `known` contains spans already counted, because a review's two clocks mostly cover the same ones. */
function timeIn(
  stretches: readonly Stretch[],
  now: Date,
  { calendar, timeZone }: ClockSettings,
  known = new Map<string, number>(),
): number {
  return stretches.reduce((sum, { from, to }) => {
    const until = to ?? now;
    const key = `${from.getTime()} ${until.getTime()}`;
    const time = known.get(key) ?? businessTime(from, until, calendar, timeZone);
    known.set(key, time);
    return sum + time;
  }, 0);
}

/** The service levels in force at a moment in milliseconds; a review submitted then uses them. */
function slaAt({ sla, slaBefore }: ClockSettings, at: number): SlaSettings {
  return slaBefore.find(({ until }) => at < Date.parse(until))?.sla ?? sla;
}

/** The business hours, in milliseconds, allowed for reviews of a tier submitted at a moment in milliseconds. */
export function targetTime(target: SlaTarget, tier: Tier, submittedAt: number, settings: ClockSettings): number {
  const { firstResponseDays, reviewerDays } = slaAt(settings, submittedAt)[tier];
  return (target === "first_response" ? firstResponseDays : reviewerDays) * businessDay(settings.calendar);
}

/**
 * Milliseconds of business hours spent waiting for the first response, from the review's own submit; holds pause it.
 */
export function responseTime(from: Date, until: Date, holds: readonly Stretch[], settings: ClockSettings): number {
  return timeIn(waitedIn(from, until, holds), until, settings);
}

/** The parts of a wait between its holds, which are consecutive. */
function waitedIn(from: Date, until: Date, holds: readonly Stretch[]): Stretch[] {
  const begins = [from, ...holds.map(({ to }) => to ?? until)];
  const ends = [...holds.map((hold) => (hold.from < until ? hold.from : until)), until];
  return begins.map((begin, index) => ({ from: begin, to: ends[index] ?? until }));
}

/** The spans of a review's last cycle: since it was reopened, or all. */
function lastCycle(spans: readonly Span[]): readonly Span[] {
  const reopened = spans.findLastIndex(({ state }, index) => {
    const before = spans[index - 1]?.state ?? "draft";
    return isOpen(state) && before !== "draft" && !isOpen(before);
  });
  return reopened < 0 ? spans : spans.slice(reopened);
}

type Timed = { state: ReviewState; tier: Tier; spans: readonly Span[]; firstResponseAt: Date | null };

/**
 * The SLA of the last cycle, in business hours, by tier and the service levels in force at submission. It covers
 * reviewer time and, until the first response, the wait for it, whichever is due first. Null before the first submit.
 */
export function slaOf(review: Timed, now: Date, settings: ClockSettings): Sla | null {
  const { state, tier } = review;
  const spans = lastCycle(review.spans);
  if (state === "draft" || spans.every((span) => span.state === "draft")) return null;
  const known = new Map<string, number>();
  const submittedAt = submitOf(review.spans, now).getTime();
  const clock = (target: SlaTarget, stretches: readonly Stretch[]) => {
    const time = targetTime(target, tier, submittedAt, settings);
    const used = timeIn(stretches, now, settings, known);
    return { target, stretches, time, used, over: used > time, usedShare: time === 0 ? 1 : used / time };
  };
  const time = clock("reviewer_time", reviewersSpans(spans));
  const response = isUnanswered(review) ? clock("first_response", waitSoFar(spans, now)) : null;
  if (turnOf(state) !== "reviewer") {
    const { target, over, usedShare } = response?.over && !time.over ? response : time;
    return { status: over ? "breached" : isOpen(state) ? "paused" : "met", target, dueAt: null, usedShare };
  }
  const first = response ? dueFirst(response, time, now, settings) : time;
  const { target, over, usedShare } = first;
  const status = over ? "breached" : usedShare >= AT_RISK ? "at_risk" : "due";
  return { status, target, dueAt: dueAt(first, now, settings), usedShare };
}

/** The clock that is, or was, due first; while one runs, the one with less time left. */
function dueFirst<One extends Clock>(one: One, other: One, now: Date, settings: ClockSettings): One {
  if (one.over && other.over) return dueAt(other, now, settings) < dueAt(one, now, settings) ? other : one;
  return other.time - other.used < one.time - one.used ? other : one;
}

/** Whether an open review still waits for its first response; a review decided earlier has had one. */
function isUnanswered({ state, spans, firstResponseAt }: Timed): boolean {
  return firstResponseAt === null && isOpen(state) && lastCycle(spans) === spans;
}

function waitSoFar(spans: readonly Span[], now: Date): Stretch[] {
  const holds = spans.filter(({ state }) => state === "on_hold");
  return waitedIn(submitOf(spans, now), now, holds);
}

/** When a review itself was submitted. */
function submitOf(spans: readonly Span[], now: Date): Date {
  return spans.find(({ state }) => state !== "draft")?.from ?? now;
}

type Clock = { stretches: readonly Stretch[]; time: number; used: number; over: boolean };

/** The instant at which the target is, or was, used up. */
function dueAt({ stretches, time, used, over }: Clock, now: Date, settings: ClockSettings): Date {
  const { calendar, timeZone } = settings;
  if (!over) return afterBusinessTime(now, time - used, calendar, timeZone);
  let left = time;
  for (const { from, to } of stretches) {
    const used = businessTime(from, to ?? now, calendar, timeZone);
    if (used >= left) return afterBusinessTime(from, left, calendar, timeZone);
    left -= used;
  }
  return now;
}
