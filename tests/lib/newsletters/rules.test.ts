import { describe, expect, it } from "vitest";
import { escapeWords } from "#lib/metrics/rules/escapes.ts";
import type { LetterSnapshot } from "#lib/newsletters/output.ts";
import { changesSince, goalLine, numberLines, trendQuarters, withoutPerson } from "#lib/newsletters/rules.ts";

const QUARTER = {
  key: "2026-Q3",
  label: "2026 Q3",
  start: "2026-07-01T00:00:00Z",
  end: "2026-10-01T00:00:00Z",
  inProgress: false,
};
const EARLIER = { ...QUARTER, key: "2026-Q2", label: "2026 Q2" };
const NUMBERS = {
  leadTime: {
    imported: 0,
    n: 42,
    median: { value: 397_440, atRisk: 20, low: null, high: null, state: "shown" as const },
  },
  findings: { n: 40, rate: 1.25 },
  involvement: { n: 30, involved: { count: 12, n: 30, share: 0.4, low: 0.246, high: 0.577 } },
  training: { state: "shown" as const, n: 9, complete: 6, share: 2 / 3, optionalShare: null },
};
const SPEED = { value: 0.182, low: 0.021, high: 0.31, claimed: true, detectable: 0.2 };
const GOAL = {
  ...{ outcome: "Reviews take less time", metric: "M1" as const, unit: "days", baseline: 6, now: 4.6 },
  ...{ window: "2026 Q3", target: 4, note: null, organisation: null, trend: [6.1, 4.6], rows: null },
};
const EFFECT = {
  ...{ from: EARLIER, to: QUARTER, asOf: "2026-10-02T00:00:00.000Z", state: "shown" as const },
  ...{ n: { guardian: 120, none: 90 }, imported: 0, teams: { guardian: 14, none: 19 }, dropped: 0.02 },
  ...{ speed: SPEED, within: SPEED, findings: { ...SPEED, claimed: false } },
};

const DID = { blockingFixed: 2, checksMended: 3, accessRefused: 1 };
const SNAPSHOT: LetterSnapshot = {
  program: "Security Guardians",
  members: { one: "Guardian", many: "Guardians", article: "a" },
  organisation: { id: 1, name: "Payments" },
  quarter: QUARTER,
  timeZone: "Europe/Berlin",
  asOf: "2026-10-02T08:00:00.000Z",
  figures: { now: { quarter: QUARTER, ...NUMBERS }, before: { quarter: EARLIER, ...NUMBERS } },
  leadTimes: [
    { quarter: { ...EARLIER, label: "2026 Q1" }, leadTime: NUMBERS.leadTime },
    { quarter: EARLIER, leadTime: NUMBERS.leadTime },
    { quarter: QUARTER, leadTime: NUMBERS.leadTime },
  ],
  escapes: { state: "shown", approvals: 30, ripe: 20, escapes: 3, recorded: 4, rate: 0.15 },
  backlog: { n: 3, median: 86_400, oldest: 1_857_600 },
  guardians: [{ id: 7, name: "Gus Guardian", team: "Cards", reviews: 4, ...DID }],
  belts: [{ person: "Gus Guardian", belt: "yellow", on: "2026-08-01" }],
  uncovered: [{ service: { id: 3, name: "Ledger core" }, team: "Ledger" }],
  late: [{ reviewId: 12, title: "Payments export", requestedOn: "2026-09-20" }],
  madeLate: [],
  pastGates: [],
  overdueFindings: [],
  overdueConditions: [],
  waivers: [],
  effect: EFFECT,
  unnamed: {
    ...{ madeLate: 0, late: 0, pastGates: 0, uncovered: 0 },
    ...{ overdueFindings: 0, overdueConditions: 0, waivers: 0 },
  },
  coverage: { teams: 5, covered: 4, bare: 1 },
  joiners: ["Nell Newcomer"],
  leavers: [],
  goals: [GOAL],
  method: { findingsLeftOut: 2, involvementLeftOut: 0, noFeed: ["Escape rate: no feed."] },
};
const { now, before } = SNAPSHOT.figures;
const NONE = "none";

describe("what reads otherwise now than in a letter", () => {
  const changed = (parts: Partial<LetterSnapshot>) =>
    changesSince(SNAPSHOT, { ...SNAPSHOT, ...parts }).map((change) => [change.what, change.before, change.after]);

  it("is nothing of what did not change, or rounds away", () => {
    const leadTime = { ...now.leadTime, median: { ...now.leadTime.median, value: 397_441 } };
    expect(changed({ asOf: "2026-11-02T08:00:00.000Z", figures: { now: { ...now, leadTime }, before } })).toEqual([]);
  });

  it("is each number with its n, of the quarter and of the one before", () => {
    const leadTime = { ...NUMBERS.leadTime, imported: 3, n: 45 };
    expect(
      changed({ figures: { now: { ...now, leadTime }, before: { quarter: EARLIER, ...NUMBERS, leadTime } } }),
    ).toEqual([
      ["Lead time, median (95 % interval)", "n = 42", "n = 45"],
      ["Lead time, median (95 % interval), 2026 Q2", "n = 42", "n = 45"],
      ["Imported reviews", "0", "3"],
    ]);
    expect(changed({ backlog: { n: 4, median: 86_400, oldest: 1_857_600 } })).toEqual([
      ["Open reviews when drafted", "3 open, oldest 21.5 d", "4 open, oldest 21.5 d"],
    ]);
  });

  it("is the interval of a median of any quarter, but not of a letter of before, which holds none", () => {
    const withInterval = (low: number): LetterSnapshot => {
      const leadTime = { ...NUMBERS.leadTime, median: { ...NUMBERS.leadTime.median, low, high: 864_000 } };
      const of = (quarter: typeof QUARTER) => ({ quarter, ...NUMBERS, leadTime });
      const leadTimes = SNAPSHOT.leadTimes?.map((each) => ({ ...each, leadTime })) ?? null;
      return { ...SNAPSHOT, leadTimes, figures: { now: of(QUARTER), before: of(EARLIER) } };
    };
    expect(changesSince(SNAPSHOT, withInterval(259_200))).toEqual([]);
    const changed = { before: "4.6 d (3.0 to 10.0 d)", after: "4.6 d (4.0 to 10.0 d)" };
    expect(changesSince(withInterval(259_200), withInterval(345_600))).toEqual([
      { what: "Lead time, median (95 % interval)", ...changed },
      { what: "Lead time, median (95 % interval), 2026 Q2", ...changed },
      { what: "Lead time, median (95 % interval), 2026 Q1", ...changed },
    ]);
  });

  it("is the interval of a median that the letter did not show", () => {
    const hidden = { ...now.leadTime, median: { ...now.leadTime.median, value: null, state: "hidden" as const } };
    const shown = { ...now.leadTime, median: { ...now.leadTime.median, low: 259_200, high: 864_000 } };
    const of = (leadTime: typeof hidden | typeof shown) => ({
      ...SNAPSHOT,
      figures: { now: { ...now, leadTime }, before },
    });
    expect(changesSince(of(hidden), of(shown))).toEqual([
      {
        what: "Lead time, median (95 % interval)",
        before: "fewer than 5 left",
        after: "4.6 d (3.0 to 10.0 d)",
      },
    ]);
  });

  it("is a quarter that led to this one, of the lead time or of a goal", () => {
    const first = { quarter: { ...EARLIER, label: "2026 Q1" }, leadTime: { ...NUMBERS.leadTime, n: 44 } };
    const leadTimes = [first, ...(SNAPSHOT.leadTimes ?? []).slice(1)];
    expect(changed({ leadTimes })).toEqual([["Lead time, median (95 % interval), 2026 Q1", "n = 42", "n = 44"]]);
    expect(changesSince({ ...SNAPSHOT, leadTimes: null }, SNAPSHOT)).toEqual([]);
    expect(changesSince({ ...SNAPSHOT, goals: [{ ...GOAL, trend: null }] }, SNAPSHOT)).toEqual([]);
    expect(changed({ goals: [{ ...GOAL, rows: { quarter: "2026-Q3" } }] })).toEqual([]);
    expect(changed({ goals: [{ ...GOAL, trend: [6, 4.6] }] })).toEqual([
      ["Reviews take less time (M1 of the program)", "4.6 d (2026 Q3)", "4.6 d (2026 Q3) (details changed)"],
    ]);
  });

  it("is what a guardian changes, as it is claimed and with its n", () => {
    const speed = { ...SPEED, claimed: false, low: -0.021 };
    const n = { guardian: 121, none: 90 };
    expect(changed({ effect: { ...EFFECT, n, speed } })).toEqual([
      [
        "Lead time with a guardian",
        "18.2 % faster (95 %: 2.1 to 31 % faster)",
        "no difference shown (95 %: 2.1 % slower to 31 % faster; 20 % or more would be detected)",
      ],
      ["Reviews with and without a guardian", "120 and 90", "121 and 90"],
    ]);
    expect(changed({ effect: { ...EFFECT, within: null } })).toEqual([
      [
        "Lead time with a guardian",
        "18.2 % faster (95 %: 2.1 to 31 % faster)",
        "18.2 % faster (95 %: 2.1 to 31 % faster), but these teams may have been faster before",
      ],
    ]);
    const few = { ...EFFECT, state: "too_few_teams" as const, speed: null, within: null, findings: null };
    expect(changed({ effect: few })).toEqual([
      ["Lead time with a guardian", "18.2 % faster (95 %: 2.1 to 31 % faster)", "Too few teams to say"],
      [
        "Findings with a guardian",
        "no difference shown (95 %: 2.1 to 31 % fewer; 20 % or more would be detected)",
        "Too few teams to say",
      ],
    ]);
  });

  it("is a goal that stands elsewhere, is new, or is none any more", () => {
    const other = { ...GOAL, outcome: "Nobody waits for a first answer", metric: "M7" as const };
    const goal = "Reviews take less time (M1 of the program)";
    expect(changed({ goals: [{ ...GOAL, now: 4.4 }, other] })).toEqual([
      [goal, "4.6 d (2026 Q3)", "4.4 d (2026 Q3)"],
      ["Nobody waits for a first answer (M7 of the program)", NONE, "4.6 d (2026 Q3), from 6.0 d, to 4 d"],
    ]);
    expect(changed({ goals: [] })).toEqual([[goal, "4.6 d (2026 Q3), from 6.0 d, to 4 d", NONE]]);
    expect(changed({ goals: [{ ...GOAL, target: 3 }] })).toEqual([[goal, "to 4 d", "to 3 d"]]);
    expect(changed({ goals: [GOAL, { ...GOAL, target: 3 }] })).toEqual([
      [`${goal} (2)`, NONE, "4.6 d (2026 Q3), from 6.0 d, to 3 d"],
    ]);
  });

  it("is only the target of a goal of which nothing else is another, though its numbers read by that", () => {
    const goal = { ...GOAL, now: 7.02, trend: [6.1, 7.02], target: 8 };
    const since = (parts: Partial<typeof GOAL>) =>
      changesSince({ ...SNAPSHOT, goals: [goal] }, { ...SNAPSHOT, goals: [{ ...goal, ...parts }] });
    const what = "Reviews take less time (M1 of the program)";
    expect(since({ target: 7 })).toEqual([{ what, before: "to 8 d", after: "to 7 d" }]);
    expect(since({ target: 7.25 })).toEqual([{ what, before: "to 8 d", after: "to 7.25 d" }]);
    expect(since({ target: 7, now: 6.4 })).toEqual([
      { what, before: "7.0 d (2026 Q3), to 8 d", after: "6.4 d (2026 Q3), to 7 d" },
    ]);
  });

  it("is who joined, left, had a part or got a belt, and what is at risk, also where there are as many", () => {
    const [guardian] = SNAPSHOT.guardians;
    if (!guardian) throw new Error("The snapshot of this test has a guardian");
    expect(changed({ joiners: ["Una Unlike"], leavers: ["Lou Left"] })).toEqual([
      ["Joined", "Nell Newcomer", "Una Unlike"],
      ["Left", "nobody", "Lou Left"],
    ]);
    expect(changed({ guardians: [{ ...guardian, blockingFixed: 1 }], belts: [] })).toEqual([
      ["Reviews credited to guardians", "4", "4 (details changed)"],
      ["Belts awarded", "1", "0"],
    ]);
    expect(changed({ late: [{ reviewId: 13, title: "Card vault", requestedOn: "2026-09-21" }] })).toEqual([
      ["Reviews open past their requested launch", "1", "1 (details changed)"],
    ]);
  });

  it("is what the method says", () => {
    expect(changed({ method: { findingsLeftOut: 3, involvementLeftOut: 1, noFeed: [] } })).toEqual([
      ["Imported reviews without a findings count", "2", "3"],
      ["Imported reviews left out of the involvement share", "0", "1"],
      ["Metrics without a feed", "1", "0"],
    ]);
  });
});

describe("a goal of a letter", () => {
  it("reads as its metric does elsewhere, with the quarters that it went through", () => {
    expect(goalLine({ ...GOAL, now: 4.01, trend: [6.1, null, 4.01], rows: { quarter: "2026-Q3" } })).toEqual({
      goal: "Reviews take less time (M1 of the program)",
      baseline: "6.0 d",
      trend: ["6.1 d", "–", "4.0 d"],
      now: "just over 4.0 d (2026 Q3)",
      target: "4 d",
    });
    const rate = { ...GOAL, metric: "M3" as const, unit: "findings per review", organisation: "Payments" };
    expect(goalLine({ ...rate, trend: [4.6], rows: { quarter: "2026-Q3" } })).toMatchObject({
      goal: "Reviews take less time (M3 of Payments, findings per review)",
      trend: ["4.60"],
    });
    const through = (trend: number[] | null, quarter?: string) =>
      trendQuarters({ ...GOAL, trend, rows: quarter === undefined ? null : { quarter } });
    expect(through([6.1, 5, 4.6], "2026-Q1")).toBe("2025 Q3 to 2026 Q1");
    expect(through([4.6], "2026-Q3")).toBe("2026 Q3");
    expect([through(null, "2026-Q3"), through([], "2026-Q3"), through([4.6])]).toEqual([null, null, null]);
  });
});

describe("the numbers of a letter", () => {
  it("say of escapes what the metrics say of them", () => {
    const escapes = {
      state: "shown" as const,
      approvals: 1300,
      ripe: 1234,
      escapes: 12,
      recorded: 13,
      rate: 12 / 1234,
    };
    expect(numberLines({ ...SNAPSHOT, escapes })).toContainEqual({
      metric: "M5",
      what: "Escapes per approval of the quarter",
      now: { said: escapeWords(escapes), n: 1234 },
      before: null,
    });
  });
});

describe("a letter without a person", () => {
  const ada = { personId: 7, name: "Ada Able" };
  const finding = { reviewId: 9, title: "Open port", severity: "high" as const, escape: false, dueOn: "2026-09-29" };

  it("owns no finding by their name, and leaves what is nobody's or someone else's", () => {
    const owned = ["Ada Able", "Gus Guardian", null].map((owner) => ({ ...finding, owner }));
    const { overdueFindings } = withoutPerson({ ...SNAPSHOT, overdueFindings: owned }, ada, "Former person 7");
    expect(overdueFindings?.map(({ owner }) => owner)).toEqual(["Former person 7", "Gus Guardian", null]);
  });

  it("of before stays without findings", () => {
    const { overdueFindings: _, ...before } = SNAPSHOT;
    expect(withoutPerson(before as LetterSnapshot, ada, "Former person 7")).not.toHaveProperty("overdueFindings");
  });
});
