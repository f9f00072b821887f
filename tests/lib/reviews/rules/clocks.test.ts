import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { CalendarSettings } from "#lib/business-time.ts";
import { afterBusinessTime, businessDay, businessTime } from "#lib/business-time.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { DEFAULT_CALENDAR, DEFAULT_SLA } from "#lib/program/rules/settings.ts";
import { type Span, slaOf } from "#lib/reviews/rules/clocks.ts";
import { REVIEW_STATES, type ReviewState } from "#lib/reviews/rules/states.ts";

const HOUR = 3_600_000;
const ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];

/** Business hours between two instants. */
function hours(from: string, to: string, timeZone = "UTC", calendar: Partial<CalendarSettings> = {}): number {
  return businessTime(new Date(from), new Date(to), { ...DEFAULT_CALENDAR, ...calendar }, timeZone) / HOUR;
}

describe("business time", () => {
  it("counts from nine to five", () => {
    expect(hours("2026-11-25T09:00Z", "2026-11-25T17:00Z")).toBe(8);
    expect(hours("2026-11-25T00:00Z", "2026-11-26T00:00Z")).toBe(8);
    expect(hours("2026-11-25T12:30Z", "2026-11-25T13:00Z")).toBe(0.5);
    expect(hours("2026-11-25T17:00Z", "2026-11-26T09:00Z")).toBe(0);
    expect(hours("2026-11-25T16:00Z", "2026-11-26T10:00Z")).toBe(2);
    expect(businessDay(DEFAULT_CALENDAR)).toBe(8 * HOUR);
  });

  it("counts no weekend and no holiday", () => {
    expect(hours("2026-11-27T16:00Z", "2026-11-30T10:00Z")).toBe(2);
    expect(hours("2026-11-28T00:00Z", "2026-11-30T00:00Z")).toBe(0);
    expect(hours("2026-11-25T09:00Z", "2026-11-27T17:00Z", "UTC", { holidays: ["2026-11-26"] })).toBe(16);
    expect(hours("2026-11-28T09:00Z", "2026-11-28T17:00Z", "UTC", { weekdays: [6] })).toBe(8);
  });

  it("counts nothing where the end is not after the start", () => {
    expect(hours("2026-11-25T12:00Z", "2026-11-25T12:00Z")).toBe(0);
    expect(hours("2026-11-25T12:00Z", "2026-11-25T10:00Z")).toBe(0);
  });

  it("reads the clock of the program's time zone", () => {
    expect(hours("2026-11-25T08:00Z", "2026-11-25T09:00Z", "Europe/Berlin")).toBe(1);
    expect(hours("2026-11-25T16:00Z", "2026-11-25T17:00Z", "Europe/Berlin")).toBe(0);
    expect(hours("2026-11-25T14:00Z", "2026-11-25T22:00Z", "America/New_York")).toBe(8);
  });

  it("stays at eight hours a day on both sides of a change of the clocks", () => {
    // Clocks in Berlin go forward on Sunday 2026-03-29 and back on Sunday 2026-10-25.
    expect(hours("2026-03-27T08:00Z", "2026-03-30T15:00Z", "Europe/Berlin")).toBe(16);
    expect(hours("2026-03-30T07:00Z", "2026-03-30T15:00Z", "Europe/Berlin")).toBe(8);
    expect(hours("2026-10-23T07:00Z", "2026-10-26T16:00Z", "Europe/Berlin")).toBe(16);
    const due = afterBusinessTime(new Date("2026-03-27T08:00Z"), 9 * HOUR, DEFAULT_CALENDAR, "Europe/Berlin");
    expect(due.toISOString()).toBe("2026-03-30T08:00:00.000Z");
  });

  const instants = fc.date({ min: new Date("2026-01-01"), max: new Date("2027-12-31"), noInvalidDate: true });
  const calendars = fc.record({
    weekdays: fc.subarray([1, 2, 3, 4, 5], { minLength: 1 }),
    fromHour: fc.integer({ min: 5, max: 11 }),
    toHour: fc.integer({ min: 12, max: 22 }),
    holidays: fc.subarray(["2026-03-30", "2026-11-26", "2026-12-25", "2027-01-01"]),
  });

  it("is additive over a split interval", () => {
    const three = fc.tuple(instants, instants, instants);
    fc.assert(
      fc.property(three, calendars, fc.constantFrom(...ZONES), (times, calendar, zone) => {
        const [a, b, c] = [...times].sort((x, y) => x.getTime() - y.getTime()) as typeof times;
        const whole = businessTime(a, c, calendar, zone);
        expect(businessTime(a, b, calendar, zone) + businessTime(b, c, calendar, zone)).toBe(whole);
      }),
      { numRuns: 30 },
    );
  });

  it("has passed exactly at the instant that afterBusinessTime names", () => {
    fc.assert(
      fc.property(
        instants,
        fc.integer({ min: 1, max: 200 * HOUR }),
        calendars,
        fc.constantFrom(...ZONES),
        (a, n, c, z) => {
          const end = afterBusinessTime(a, n, c, z);
          expect(businessTime(a, end, c, z)).toBe(n);
          expect(businessTime(a, new Date(end.getTime() - 1), c, z)).toBe(n - 1);
        },
      ),
      { numRuns: 40 },
    );
  });
});

describe("slaOf", () => {
  const settings = { calendar: DEFAULT_CALENDAR, sla: DEFAULT_SLA, slaBefore: [], timeZone: "UTC" };
  const span = (state: ReviewState, from: string, to: string | null = null): Span => {
    return { state, from: new Date(from), to: to === null ? null : new Date(to) };
  };
  const answered = new Date("2026-11-23T09:00Z");
  const sla = (spans: Span[], now: string) => {
    const state = spans.at(-1)?.state ?? "draft";
    return slaOf({ state, tier: "low", spans, firstResponseAt: answered }, new Date(now), settings);
  };
  const waiting = (spans: Span[], now: string, tier: Tier = "low") => {
    const state = spans.at(-1)?.state ?? "draft";
    return slaOf({ state, tier, spans, firstResponseAt: null }, new Date(now), settings);
  };
  // Low tier: five days of eight hours. Submitted on a Monday at nine, it is due on Friday at five.
  const monday = span("submitted", "2026-11-23T09:00Z");

  it("has none before the first submit", () => {
    expect(sla([span("draft", "2026-11-02T09:00Z")], "2026-11-25T09:00Z")).toBeNull();
    const cancelled = [span("draft", "2026-11-02T09:00Z", "2026-11-03T09:00Z"), span("cancelled", "2026-11-03T09:00Z")];
    expect(
      slaOf({ state: "draft", tier: "low", spans: cancelled, firstResponseAt: null }, new Date(), settings),
    ).toBeNull();
  });

  it("is due, at risk from 80 %, and breached after the last minute", () => {
    const due = new Date("2026-11-27T17:00Z");
    expect(sla([monday], "2026-11-23T13:00Z")).toEqual({
      status: "due",
      target: "reviewer_time",
      dueAt: due,
      usedShare: 0.1,
    });
    expect(sla([monday], "2026-11-26T16:59:59Z")?.status).toBe("due");
    expect(sla([monday], "2026-11-26T17:00Z")).toEqual({
      status: "at_risk",
      target: "reviewer_time",
      dueAt: due,
      usedShare: 0.8,
    });
    expect(sla([monday], "2026-11-27T17:00Z")?.status).toBe("at_risk");
    expect(sla([monday], "2026-11-29T12:00Z")?.status).toBe("at_risk");
    expect(sla([monday], "2026-11-30T09:00:01Z")).toMatchObject({ status: "breached", dueAt: due });
  });

  it("pauses while the requester or nobody has the next move, and goes on after it", () => {
    const held = [span("submitted", "2026-11-23T09:00Z", "2026-11-24T09:00Z"), span("on_hold", "2026-11-24T09:00Z")];
    expect(sla(held, "2027-06-01T09:00Z")).toEqual({
      status: "paused",
      target: "reviewer_time",
      dueAt: null,
      usedShare: 0.2,
    });
    const resumed = [
      span("submitted", "2026-11-23T09:00Z", "2026-11-24T09:00Z"),
      span("on_hold", "2026-11-24T09:00Z", "2026-11-30T09:00Z"),
      span("in_review", "2026-11-30T09:00Z", "2026-12-01T09:00Z"),
      span("changes_requested", "2026-12-01T09:00Z", "2026-12-14T09:00Z"),
      span("in_review", "2026-12-14T09:00Z"),
    ];
    expect(sla(resumed, "2026-12-14T09:00Z")).toMatchObject({ status: "due", usedShare: 0.4 });
    expect(sla(resumed, "2026-12-14T09:00Z")?.dueAt).toEqual(new Date("2026-12-16T17:00Z"));
    expect(sla(resumed, "2026-12-17T10:00Z")).toMatchObject({
      status: "breached",
      dueAt: new Date("2026-12-16T17:00Z"),
    });
  });

  it("is met or breached permanently once decided", () => {
    const decided = (to: string) => [span("submitted", "2026-11-23T09:00Z", to), span("approved", to)];
    expect(sla(decided("2026-11-27T17:00Z"), "2027-06-01T09:00Z")).toMatchObject({ status: "met", dueAt: null });
    expect(sla(decided("2026-11-30T10:00Z"), "2027-06-01T09:00Z")).toMatchObject({ status: "breached", dueAt: null });
  });

  it("begins again with each time it is opened again, also where it was closed between", () => {
    const late = [
      span("draft", "2026-11-20T09:00Z", "2026-11-23T09:00Z"),
      span("submitted", "2026-11-23T09:00Z", "2026-12-01T09:00Z"),
      span("approved", "2026-12-01T09:00Z", "2027-03-01T09:00Z"),
    ];
    const reopened = [...late, span("in_review", "2027-03-01T09:00Z")];
    const dueAt = new Date("2027-03-05T17:00Z");
    expect(sla(reopened, "2027-03-01T13:00Z")).toEqual({
      status: "due",
      target: "reviewer_time",
      dueAt,
      usedShare: 0.1,
    });
    expect(sla(reopened, "2027-03-08T10:00Z")).toMatchObject({ status: "breached", dueAt });
    const again = [
      ...late,
      span("submitted", "2027-03-01T09:00Z", "2027-03-01T13:00Z"),
      span("on_hold", "2027-03-01T13:00Z", "2027-03-02T09:00Z"),
      span("in_review", "2027-03-02T09:00Z", "2027-03-02T13:00Z"),
      span("approved", "2027-03-02T13:00Z", "2027-03-03T09:00Z"),
    ];
    expect(sla(again, "2027-06-01T09:00Z")).toEqual({
      status: "met",
      target: "reviewer_time",
      dueAt: null,
      usedShare: 0.2,
    });
    const third = [
      ...again,
      span("closed", "2027-03-03T09:00Z", "2027-06-07T09:00Z"),
      span("in_review", "2027-06-07T09:00Z"),
    ];
    expect(sla(third, "2027-06-07T13:00Z")).toMatchObject({ status: "due", usedShare: 0.1 });
    expect(sla(late, "2027-02-01T09:00Z")).toMatchObject({ status: "breached", dueAt: null });
  });

  it("gives each tier its own days", () => {
    const dueAt = (tier: "low" | "medium" | "high") =>
      slaOf({ state: "submitted", tier, spans: [monday], firstResponseAt: answered }, answered, settings)?.dueAt;
    expect(dueAt("low")).toEqual(new Date("2026-11-27T17:00Z"));
    expect(dueAt("medium")).toEqual(new Date("2026-12-04T17:00Z"));
    expect(dueAt("high")).toEqual(new Date("2026-12-11T17:00Z"));
  });

  it("is of the first response until there is one, and of the reviewer time from then on", () => {
    const due = new Date("2026-11-23T17:00Z");
    const first = { target: "first_response", dueAt: due };
    expect(waiting([monday], "2026-11-23T13:00Z")).toEqual({ ...first, status: "due", usedShare: 0.5 });
    expect(waiting([monday], "2026-11-23T16:00Z")).toMatchObject({ ...first, status: "at_risk" });
    expect(waiting([monday], "2026-11-26T15:00Z")).toEqual({ ...first, status: "breached", usedShare: 3.75 });
    expect(sla([monday], "2026-11-26T15:00Z")).toMatchObject({ status: "due", target: "reviewer_time" });
    const dueAt = (tier: Tier) => waiting([monday], "2026-11-23T09:00Z", tier)?.dueAt;
    expect(dueAt("medium")).toEqual(new Date("2026-11-24T17:00Z"));
    expect(dueAt("high")).toEqual(new Date("2026-11-25T17:00Z"));
  });

  it("lets the wait for a first response go on once it is claimed, and stand still on hold", () => {
    const claimed = [
      span("draft", "2026-11-20T09:00Z", "2026-11-23T09:00Z"),
      span("submitted", "2026-11-23T09:00Z", "2026-11-23T11:00Z"),
      span("in_review", "2026-11-23T11:00Z", "2026-11-23T13:00Z"),
    ];
    const held = [...claimed, span("on_hold", "2026-11-23T13:00Z")];
    expect(waiting(held, "2026-12-01T09:00Z")).toMatchObject({ status: "paused", dueAt: null });
    const resumed = [
      ...claimed,
      span("on_hold", "2026-11-23T13:00Z", "2026-11-30T09:00Z"),
      span("in_review", "2026-11-30T09:00Z"),
    ];
    const dueAt = new Date("2026-11-30T13:00Z");
    const first = { target: "first_response", dueAt };
    expect(waiting(resumed, "2026-11-30T11:00Z")).toEqual({ ...first, status: "due", usedShare: 0.75 });
    expect(waiting(resumed, "2026-11-30T14:00Z")).toMatchObject({ ...first, status: "breached" });
  });

  it("says of a wait for a first response that is over so also while the next move is not the reviewer's", () => {
    const asked = [
      span("submitted", "2026-11-23T09:00Z", "2026-11-25T09:00Z"),
      span("changes_requested", "2026-11-25T09:00Z"),
    ];
    const first = { status: "breached", target: "first_response", dueAt: null };
    expect(waiting(asked, "2026-11-25T10:00Z")).toMatchObject(first);
    expect(sla(asked, "2026-11-25T10:00Z")).toMatchObject({ status: "paused", target: "reviewer_time" });
  });

  it("is of whichever is due first where less time is given to decide than to respond", () => {
    const short = { low: { firstResponseDays: 3, reviewerDays: 1 } };
    const hasty = { ...settings, sla: { ...DEFAULT_SLA, ...short } };
    const review = { state: "submitted", tier: "low", spans: [monday], firstResponseAt: null } as const;
    expect(slaOf(review, new Date("2026-11-23T13:00Z"), hasty)).toEqual({
      ...{ status: "due", target: "reviewer_time" },
      ...{ dueAt: new Date("2026-11-23T17:00Z"), usedShare: 0.5 },
    });
  });

  it("counts by the service levels in force when the review was submitted", () => {
    const hour = { firstResponseDays: 0.125, reviewerDays: 0.25 };
    const strict = { low: hour, medium: hour, high: hour };
    const at = (until: string, sla = DEFAULT_SLA) => ({ until: `${until}.000Z`, sla });
    const review = { state: "submitted", tier: "low", spans: [monday], firstResponseAt: answered } as const;
    const statusWith = (slaBefore: { until: string; sla: typeof DEFAULT_SLA }[]) =>
      slaOf(review, new Date("2026-11-24T09:00Z"), { ...settings, sla: strict, slaBefore })?.status;
    expect(statusWith([])).toBe("breached");
    expect(statusWith([at("2026-11-23T09:00:00")])).toBe("breached");
    expect(statusWith([at("2026-11-23T09:00:01")])).toBe("due");
    expect(statusWith([at("2026-11-20T09:00:00"), at("2026-11-24T08:00:00", strict)])).toBe("breached");
    expect(statusWith([at("2026-11-20T09:00:00", strict), at("2026-11-24T08:00:00")])).toBe("due");
  });

  it("is of no first response once it is decided, cancelled or opened again", () => {
    const end = "2026-11-26T09:00Z";
    const ended = [span("submitted", "2026-11-23T09:00Z", end)];
    expect(waiting([...ended, span("cancelled", end)], end)).toMatchObject({ status: "met", target: "reviewer_time" });
    const again = [...ended, span("approved", end, "2026-11-27T09:00Z"), span("in_review", "2026-11-27T09:00Z")];
    expect(waiting(again, "2026-11-27T11:00Z")).toMatchObject({ status: "due", target: "reviewer_time" });
  });

  it("counts the reviewer's states and no other", () => {
    const counted = REVIEW_STATES.filter(
      (state) => (sla([span(state, "2026-11-23T09:00Z")], "2026-11-24T09:00Z")?.usedShare ?? 0) > 0,
    );
    expect(counted).toEqual(["submitted", "in_review"]);
  });
});
