import type { CalendarSettings } from "#lib/business-time.ts";
import { afterBusinessTime, businessDay, businessTime } from "#lib/business-time.ts";
import type { SlaSettings } from "#lib/program/rules/settings.ts";
import { isOpen, type ReviewState, turnOf } from "./states.ts";
import type { Tier } from "./tiers.ts";

/** A stretch of time in one state; `to` is null while it lasts. */
export type Span = { state: ReviewState; from: Date; to: Date | null };

export type ClockSettings = { calendar: CalendarSettings; sla: SlaSettings; timeZone: string };

/** Where a review stands against its target. Paused: the next move is not the reviewer's. */
export type Sla = { status: "due" | "at_risk" | "breached" | "paused" | "met"; dueAt: Date | null; usedShare: number };

const AT_RISK = 0.8;

/** Milliseconds of business hours that the reviewer's side has used. */
export function reviewerTime(spans: readonly Span[], now: Date, settings: ClockSettings): number {
  return spans
    .filter(({ state }) => turnOf(state) === "reviewer")
    .reduce((sum, { from, to }) => sum + businessTime(from, to ?? now, settings.calendar, settings.timeZone), 0);
}

/** Of the stretches of a review those of its last cycle: since it was opened again, or all. */
function lastCycle(spans: readonly Span[]): readonly Span[] {
  const reopened = spans.findLastIndex(({ state }, index) => {
    const before = spans[index - 1]?.state ?? "draft";
    return isOpen(state) && before !== "draft" && !isOpen(before);
  });
  return reopened < 0 ? spans : spans.slice(reopened);
}

/** The SLA on reviewer time of the last cycle, in business hours, by tier. Null before the first submit. */
export function slaOf(
  { state, tier, spans: all }: { state: ReviewState; tier: Tier; spans: readonly Span[] },
  now: Date,
  settings: ClockSettings,
): Sla | null {
  const spans = lastCycle(all);
  if (state === "draft" || spans.every((span) => span.state === "draft")) return null;
  const target = settings.sla[tier].reviewerDays * businessDay(settings.calendar);
  const used = reviewerTime(spans, now, settings);
  const usedShare = target === 0 ? 1 : used / target;
  const over = used > target;
  if (turnOf(state) !== "reviewer") {
    const open = state === "changes_requested" || state === "on_hold";
    return { status: over ? "breached" : open ? "paused" : "met", dueAt: null, usedShare };
  }
  const dueAt = over
    ? breachedAt(spans, target, now, settings)
    : afterBusinessTime(now, target - used, settings.calendar, settings.timeZone);
  return { status: over ? "breached" : usedShare >= AT_RISK ? "at_risk" : "due", dueAt, usedShare };
}

/** The instant at which the target was used up. */
function breachedAt(spans: readonly Span[], target: number, now: Date, settings: ClockSettings): Date {
  let left = target;
  for (const { state, from, to } of spans) {
    if (turnOf(state) !== "reviewer") continue;
    const used = businessTime(from, to ?? now, settings.calendar, settings.timeZone);
    if (used >= left) return afterBusinessTime(from, left, settings.calendar, settings.timeZone);
    left -= used;
  }
  return now;
}
