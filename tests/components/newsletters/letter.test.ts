import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { Letter } from "#components/newsletters/letter.tsx";
import type { LetterSnapshot, Newsletter } from "#lib/newsletters/output.ts";
import { formatRange, formatValue } from "#lib/numbers.ts";

const QUARTER = {
  key: "2026-Q3",
  label: "2026 Q3",
  start: "2026-07-01T00:00:00Z",
  end: "2026-10-01T00:00:00Z",
  inProgress: false,
};
const TRAINING = { state: "suppressed" as const, n: null, complete: null, share: null, optionalShare: null };

const DID = { blockingFixed: 2, checksMended: 3, accessRefused: 1 };

const SNAPSHOT: LetterSnapshot = {
  program: "Security Guardians",
  members: { one: "Guardian", many: "Guardians", article: "a" },
  organisation: { id: 1, name: "Payments" },
  quarter: QUARTER,
  timeZone: "Europe/Berlin",
  asOf: "2026-10-02T08:00:00.000Z",
  figures: {
    now: {
      quarter: QUARTER,
      leadTime: { imported: 0, n: 42, median: { value: 397_440, atRisk: 20, low: null, high: null, state: "shown" } },
      findings: { n: 40, rate: 1.25 },
      involvement: { n: 30, involved: { count: 12, n: 30, share: 0.4, low: 0.246, high: 0.577 } },
      training: TRAINING,
    },
    before: null,
  },
  leadTimes: [
    {
      quarter: { ...QUARTER, key: "2026-Q1", label: "2026 Q1" },
      leadTime: { imported: 0, n: 9, median: { value: null, atRisk: 2, low: null, high: null, state: "hidden" } },
    },
    {
      quarter: QUARTER,
      leadTime: { imported: 0, n: 42, median: { value: 397_440, atRisk: 20, low: null, high: null, state: "shown" } },
    },
  ],
  escapes: { state: "shown", approvals: 30, ripe: 20, escapes: 3, recorded: 4, rate: 0.15 },
  backlog: { n: 3, median: 86_400, oldest: 1_857_600 },
  guardians: [{ id: 7, name: "Gus Guardian", team: "Cards", reviews: 4, ...DID }],
  belts: [{ person: "Gus Guardian", belt: "yellow", on: "2026-08-01" }],
  uncovered: [{ service: { id: 3, name: "Ledger core" }, team: "Ledger" }],
  madeLate: [{ reviewId: 14, title: "Refunds", requestedOn: "2026-08-20", decidedOn: "2026-08-24" }],
  pastGates: [
    { reviewId: 15, title: "Chargebacks", launchedOn: "2026-09-03", past: ["No model is attached.", "One is open."] },
  ],
  overdueFindings: [
    {
      ...{ reviewId: 9, title: "Open port", severity: "high", escape: true, owner: "Gus Guardian" },
      dueOn: "2026-09-29",
    },
  ],
  late: [{ reviewId: 12, title: "Payments export", requestedOn: "2026-09-20" }],
  overdueConditions: [
    { reviewId: 9, title: "Card vault", text: "Rotate the key", owner: "Gus Guardian", dueOn: "2026-09-30" },
  ],
  waivers: [{ reviewId: 9, title: "Card vault", gate: "Checks", expiresOn: "2026-09-01", expired: true }],
  effect: {
    ...{ from: { ...QUARTER, label: "2025 Q4" }, to: QUARTER, asOf: "2026-10-02T00:00:00.000Z", state: "shown" },
    ...{ n: { guardian: 120, none: 90 }, imported: 0, teams: { guardian: 14, none: 19 }, dropped: 0.02 },
    speed: { value: 0.182, low: 0.021, high: 0.31, claimed: true, detectable: 0.2 },
    within: { value: 0.15, low: 0.02, high: 0.26, claimed: true, detectable: null },
    findings: { value: 0.1, low: -0.05, high: 0.24, claimed: false, detectable: 0.21 },
  },
  unnamed: {
    ...{ madeLate: 0, late: 0, pastGates: 0, uncovered: 0 },
    ...{ overdueFindings: 0, overdueConditions: 0, waivers: 0 },
  },
  coverage: { teams: 5, covered: 4, bare: 1 },
  joiners: ["Nell Newcomer"],
  leavers: [],
  goals: [
    {
      outcome: "Reviews take less time",
      metric: "M1",
      unit: "days",
      baseline: 6,
      now: null,
      window: "2026 Q3",
      target: 4,
      note: "not reached",
      organisation: null,
      trend: [6.2, null],
      rows: { quarter: "2026-Q3" },
    },
    {
      outcome: "Nobody waits for a first answer",
      metric: "M7",
      unit: "days",
      baseline: 3,
      now: 2.5,
      window: "2026 Q3",
      target: 2,
      note: null,
      organisation: "Payments",
      trend: null,
      rows: { quarter: "2026-Q3", organisation: "1" },
    },
  ],
  method: { findingsLeftOut: 2, involvementLeftOut: 0, noFeed: ["Escape rate: no feed."] },
};

const LETTER: Newsletter = {
  id: 1,
  organisation: { id: 1, name: "Payments" },
  leader: "Lea Leader",
  quarter: "2026-Q3",
  version: 1,
  state: "draft",
  asOf: SNAPSHOT.asOf,
  draftedBy: null,
  changed: "Two teams <joined>.",
  atRisk: "",
  ask: "Nominate a guardian for Ledger.",
  snapshotId: "0123456789abcdef",
  snapshot: SNAPSHOT,
  editedBy: null,
  editedAt: null,
};

const text = (letter: Newsletter, opensProgram = true) =>
  renderToStaticMarkup(createElement(Letter, { letter, opensProgram }));
/** What the eye reads on a screen, or on paper: a caption is for the ear alone. */
const words = (letter: Newsletter, on: "screen" | "paper" = "screen") =>
  text(letter)
    .replace(
      on === "screen" ? /<(li|p) class="[^"]*paper[^"]*">.*?<\/\1>/g : /<(li|tr) class="screen-only">.*?<\/\1>/g,
      " ",
    )
    .replace(/<caption class="sr-only">[^<]*<\/caption>/g, " ")
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ")
    .replace(/ ([:;,.)])/g, "$1");

describe("a letter", () => {
  it("is from the program by its name", () => {
    expect(words({ ...LETTER, snapshot: { ...SNAPSHOT, program: "Champions of Acme" } })).toMatch(
      /^ Champions of Acme /,
    );
  });

  it("says its three sentences, and which are not written yet", () => {
    expect(text(LETTER)).toContain("Two teams &lt;joined&gt;.");
    expect(words(LETTER)).toContain("What is at risk: not written yet.");
    expect(words(LETTER)).toContain("Nominate a guardian for Ledger.");
  });

  it("breaks no day over two lines", () => {
    const days = /\d{1,2} [A-Z][a-z]+ \d{4}/g;
    const html = text(LETTER);
    const whole = html.match(/<span class="nowrap">[^<]*<\/span>/g) ?? [];
    expect(whole.join().match(days)).toHaveLength(html.match(days)?.length ?? 0);
    expect(whole.join()).toContain("20 Aug 2026");
  });

  it("names what is at risk, the guardians, the belts and who came and went", () => {
    const said = words(LETTER);
    for (const part of [
      "1 launch of 2026 Q3 late because of the review REV-14 Refunds, requested for 20 Aug 2026, decided 24 Aug 2026",
      "1 review open past its requested launch REV-12 Payments export, requested for 20 Sept 2026",
      "1 launch by break-glass in 2026 Q3 REV-15 Chargebacks, 3 Sept 2026: No model is attached. One is open.",
      "1 high-risk service without an active guardian Show all 1 overdue finding Show all",
      "1 overdue condition REV-9: Rotate the key (Gus Guardian, due 30 Sept 2026)",
      "1 waiver or accepted risk expired or expiring by the end of next quarter Show all",
      "Gus Guardian Cards: 4 reviews, 2 blocking findings fixed, 3 checks went from fail to pass, new access of 1 policy refused",
      "When 2026 Q3 ended, 4 of 5 eligible teams had an active guardian.",
      "Joined in 2026 Q3: Nell Newcomer. Left: nobody.",
    ]) {
      expect(said).toContain(part);
    }
  });

  it("says of which day it is what is at risk, where people live", () => {
    expect(words(LETTER)).toContain("At risk As of 2 Oct 2026. 1 launch of 2026 Q3");
    const late = { ...SNAPSHOT, asOf: "2026-10-02T22:30:00.000Z" };
    expect(words({ ...LETTER, snapshot: late })).toContain("At risk As of 3 Oct 2026.");
  });

  it("names three risks and three conditions, and counts the others with a link", () => {
    const of = <Row>(rows: readonly Row[], name: (row: Row, index: number) => Row) =>
      Array.from({ length: 3 }, (_, index) => rows.slice(0, 1).map((row) => name(row, index))).flat();
    const many = {
      ...SNAPSHOT,
      late: of(SNAPSHOT.late, (row, index) => ({ ...row, title: `Late ${index}` })),
      pastGates: of(SNAPSHOT.pastGates ?? [], (row, index) => ({ ...row, title: `Past ${index}` })),
      overdueConditions: of(SNAPSHOT.overdueConditions, (row, index) => ({ ...row, text: `Condition ${index}` })),
      unnamed: { ...SNAPSHOT.unnamed, late: 1, overdueConditions: 14 },
    };
    const named = (snapshot: typeof many) => words({ ...LETTER, snapshot }).match(/Refunds|(Late|Past|Condition) \d/g);
    expect(named(many)).toEqual(["Refunds", "Late 0", "Past 0", "Condition 0", "Condition 1", "Condition 2"]);
    expect(named({ ...many, madeLate: [] })).toEqual(["Late 0", "Past 0", "Condition 0", "Condition 1", "Condition 2"]);
    const two = { ...many, madeLate: [], uncovered: [], overdueFindings: [], waivers: [] };
    expect(named(two)?.slice(0, 3)).toEqual(["Late 0", "Late 1", "Past 0"]);
    const said = words({ ...LETTER, snapshot: many });
    expect(said).toContain("4 reviews open past their requested launch Show all");
    expect(said).toContain("17 overdue conditions Show all");
    expect(said).toContain("1 overdue finding Show all");
    expect(text({ ...LETTER, snapshot: many })).toMatch(/href="\/metrics\/M9[^"]*"[^>]*>Show all/);
  });

  it("has on paper the six goals that are due first where they are more than seven, and counts the others", () => {
    const [goal] = SNAPSHOT.goals;
    if (!goal) throw new Error("The snapshot of this test has a goal");
    const of = (count: number) => {
      const goals = Array.from({ length: count }, (_, index) => ({ ...goal, outcome: `Goal ${index + 1}` }));
      return { ...LETTER, snapshot: { ...SNAPSHOT, goals } };
    };
    expect(words(of(8))).toMatch(/Goal 6 .* Goal 8 /);
    expect(words(of(8))).not.toContain("and 2 others");
    expect(words(of(8), "paper")).toMatch(/Goal 6 .* 4 d and 2 others Coverage/);
    expect(words(of(8), "paper")).not.toContain("Goal 7 ");
    for (const on of ["screen", "paper"] as const) expect(words(of(7), on)).toMatch(/Goal 6 .* Goal 7 .* 4 d Coverage/);
  });

  it("shows numbers with n and interval, and says what is hidden, not reached or left out", () => {
    const said = words(LETTER);
    for (const part of [
      "Lead time, median (95 % interval) 4.6 d 42 –",
      "Escapes per approval of the quarter 0.15 (3 of 20 approvals) 20",
      "Reviews first submitted in the quarter, next to the previous quarter.",
      "The guardians People who took part in reviews first decided in 2026 Q3, whenever submitted.",
      "40 % (24.6 to 57.7 %)",
      "Training complete hidden (too few people)",
      "Goal Baseline 2026 Q2 to 2026 Q3 Now Target Reviews take less time (M1 of the program) 6.0 d 6.2 d, – not reached (2026 Q3) 4 d",
      "Nobody waits for a first answer (M7 of Payments) 3.0 d – 2.5 d (2026 Q3) 2 d",
      "Rows left out: 2 imported reviews without a number of findings.",
      "Escape rate: no feed.",
      "0123456789ab",
    ]) {
      expect(said).toContain(part);
    }
  });

  it("draws the lead time by quarter with n, and says why a quarter has none", () => {
    const said = words(LETTER);
    expect(said).toContain("Median lead time by quarter 2026 Q1, n = 9 fewer than 5 left 2026 Q3, n = 42 4.6 d");
    expect(words({ ...LETTER, snapshot: { ...SNAPSHOT, leadTimes: null } })).not.toContain("by quarter");
    const [first, last] = SNAPSHOT.leadTimes ?? [];
    if (!first || !last) throw new Error("The snapshot of this test has two quarters");
    const median = { ...last.leadTime.median, low: 259_200, high: 864_000 };
    const leadTimes = [first, { ...last, leadTime: { ...last.leadTime, median } }];
    expect(words({ ...LETTER, snapshot: { ...SNAPSHOT, leadTimes } })).toContain(
      "Median lead time by quarter, with 95 % intervals 2026 Q1, n = 9 fewer than 5 left 2026 Q3, n = 42 4.6 d (3.0 to 10.0 d)",
    );
  });

  it("writes its numbers as cards and charts do", () => {
    const { now } = SNAPSHOT.figures;
    const figures = {
      now: {
        ...now,
        leadTime: { ...now.leadTime, median: { ...now.leadTime.median, value: 12_960 } },
        findings: { n: 40, rate: 3 / 40 },
        involvement: { n: 80, involved: { count: 23, n: 80, share: 23 / 80, low: 0.1995, high: 0.3955 } },
      },
      before: null,
    };
    const said = words({ ...LETTER, snapshot: { ...SNAPSHOT, figures } });
    for (const number of [
      formatValue("duration", 12_960),
      formatValue("rate", 3 / 40),
      `${formatValue("share", 23 / 80)} (${formatRange("share", 0.1995, 0.3955)})`,
    ]) {
      expect(said).toContain(` ${number} `);
    }
  });

  it("says the interval of the median, which letters of before do not hold", () => {
    const { now } = SNAPSHOT.figures;
    const of = (high: number | null) => {
      const leadTime = { ...now.leadTime, median: { ...now.leadTime.median, low: 259_200, high } };
      return words({ ...LETTER, snapshot: { ...SNAPSHOT, figures: { now: { ...now, leadTime }, before: null } } });
    };
    expect(of(864_000)).toContain("Lead time, median (95 % interval) 4.6 d (3.0 to 10.0 d) 42 –");
    expect(of(null)).toContain("Lead time, median (95 % interval) 4.6 d (3.0 d or more) 42 –");
    expect(words(LETTER)).toContain("Lead time, median (95 % interval) 4.6 d 42 –");
  });

  it("says n and interval of the quarter before, too", () => {
    const { now } = SNAPSHOT.figures;
    const before = {
      ...now,
      ...{ quarter: { ...QUARTER, label: "2026 Q2" }, findings: { n: 1_038, rate: 1.3 } },
      leadTime: { ...now.leadTime, median: { ...now.leadTime.median, low: 259_200, high: 864_000 } },
    };
    const said = words({ ...LETTER, snapshot: { ...SNAPSHOT, figures: { now, before } } });
    expect(said).toContain(
      "What 2026 Q3 n 2026 Q2 Lead time, median (95 % interval) 4.6 d 42 4.6 d (3.0 to 10.0 d) (n = 42)",
    );
    expect(said).toContain("Findings per review 1.25 40 1.30 (n = 1,038)");
    expect(said).toContain("40 % (24.6 to 57.7 %) 30 40 % (24.6 to 57.7 %) (n = 30)");
    expect(said).toContain("Training complete hidden (too few people) – hidden (too few people)");
  });

  it("opens the rows behind each number as of the day it was drafted, and each review that it names", () => {
    const html = text({ ...LETTER, snapshot: { ...SNAPSHOT, uncovered: [], overdueFindings: [], waivers: [] } });
    const opened = [...html.matchAll(/href="\/metrics\/(M\d+)\?([^"]*)"/g)];
    const own = ["M1", "M3", "M5", "M10", "M14", "M6", "M2"];
    expect(opened.map(([, metric]) => metric)).toEqual([...own, "M1", "M7", "M9"]);
    const [ofProgram, ...others] = opened.toSpliced(0, own.length).map(([, , query]) => query);
    expect(ofProgram).toBe("asOf=2026-10-02&amp;quarter=2026-Q3");
    expect(others[0]).toBe("asOf=2026-10-02&amp;quarter=2026-Q3&amp;organisation=1");
    const drafted = "quarter=2026-Q3&amp;organisation=1&amp;asOf=2026-10-02";
    // People are counted on no day of the past.
    const asked = own.map((metric) => (metric === "M14" ? "quarter=2026-Q3&amp;organisation=1" : drafted));
    expect([...opened.slice(0, own.length).map(([, , query]) => query), others[1]]).toEqual([...asked, drafted]);
    const reviews = [...html.matchAll(/href="\/reviews\/(REV-\d+)"[^>]*>(REV-\d+)</g)];
    expect(reviews.map(([, , ref]) => ref)).toEqual(["REV-14", "REV-12", "REV-15", "REV-9"]);
    expect(reviews.every(([, to, ref]) => to === ref)).toBe(true);
  });

  it("opens the rows of a goal for who may count them, of its own day where it has one, and none in letters of before", () => {
    const [program, own] = SNAPSHOT.goals;
    if (!program || !own) throw new Error("The snapshot of this test has two goals");
    const due = { ...own, metric: "M6" as const, rows: { organisation: "1", asOf: "2026-09-30" } };
    const goals = [program, due, { ...own, rows: null }];
    const opened = (opensProgram: boolean) => {
      const html = text({ ...LETTER, snapshot: { ...SNAPSHOT, goals } }, opensProgram);
      const part = html.slice(html.indexOf(">Goals<"), html.indexOf(">Coverage, joiners"));
      return [...part.matchAll(/href="\/metrics\/([^"]*)"/g)].map(([, address]) => address?.replaceAll("&amp;", "&"));
    };
    const ofDay = "M6?asOf=2026-09-30&organisation=1";
    expect(opened(true)).toEqual(["M1?asOf=2026-10-02&quarter=2026-Q3", ofDay]);
    expect(opened(false)).toEqual([ofDay]);
  });

  it("names the guardians in the order of the snapshot, by name: it ranks nobody", () => {
    const less = {
      id: 9,
      name: "Ada Able",
      team: "Ledger",
      reviews: 1,
      blockingFixed: 0,
      checksMended: 0,
      accessRefused: 0,
    };
    const said = words({ ...LETTER, snapshot: { ...SNAPSHOT, guardians: [less, ...SNAPSHOT.guardians] } });
    expect(said).toMatch(/Ada Able Ledger: 1 review Gus Guardian Cards: 4 reviews, /);
    expect(said).toContain("Yellow belt, 1 Aug 2026");
  });

  it("counts what is past its day in words that agree", () => {
    const [one] = SNAPSHOT.overdueConditions;
    if (!one) throw new Error("The snapshot of this test has an overdue condition");
    expect(words(LETTER)).toContain("1 overdue condition");
    const two = { ...SNAPSHOT, overdueConditions: [one, { ...one, text: "Turn on the log" }] };
    expect(words({ ...LETTER, snapshot: two })).toContain("2 overdue conditions");
  });

  it("says what a guardian changes with its interval and n, and claims nothing that is not shown", () => {
    const said = words(LETTER);
    expect(said).toContain("Lead time: 18.2 % faster (95 %: 2.1 to 31 % faster).");
    expect(said).toContain(
      "Findings per review: no difference shown (95 %: 5 % more to 24 % fewer; 21 % or more would be detected).",
    );
    expect(said).toContain("The program, 2025 Q4 to 2026 Q3; n = 120 with a guardian, 90 without");
    expect(said).not.toContain("10 % fewer");
    const { effect } = SNAPSHOT;
    const few = effect && { ...effect, state: "too_few_teams" as const, speed: null, within: null, findings: null };
    expect(words({ ...LETTER, snapshot: { ...SNAPSHOT, effect: few } })).toContain("Too few teams to say.");
    expect(words({ ...LETTER, snapshot: { ...SNAPSHOT, effect: null } })).not.toContain("What a guardian changes");
  });

  it("says of when the numbers are that are of no review", () => {
    expect(words(LETTER)).toContain("next to the previous quarter. Training is as of the end of each quarter.");
    const running = { ...SNAPSHOT, quarter: { ...QUARTER, inProgress: true } };
    const said = words({ ...LETTER, snapshot: running });
    expect(said).toContain("Training is as of the end of each quarter, or today.");
    expect(said).toContain("4 of 5 eligible teams have an active guardian.");
    expect(said).toContain("People who took part in reviews first decided in 2026 Q3 so far, whenever submitted.");
    expect(said).toContain("Joined in 2026 Q3 so far: Nell Newcomer.");
  });

  it("of an organisation where nothing happened says so", () => {
    const quiet = {
      ...SNAPSHOT,
      guardians: [],
      belts: [],
      madeLate: [],
      late: [],
      pastGates: [],
      uncovered: [],
      overdueFindings: [],
      overdueConditions: [],
      waivers: [],
      goals: [],
    };
    const said = words({ ...LETTER, snapshot: quiet });
    expect(said).toContain("No guardian took part in a review decided in 2026 Q3.");
    expect(said).toContain(
      "None: launches late because of the review, reviews open past their requested launch, launches by break-glass, high-risk services without an active guardian, overdue findings, overdue conditions, waivers and accepted risks that expire by the end of next quarter.",
    );
    expect(said).not.toContain("Baseline");
  });

  it("of before does not say of what it does not hold that there was none", () => {
    const before = { ...SNAPSHOT, madeLate: null, pastGates: null, overdueFindings: null };
    const said = words({ ...LETTER, snapshot: before });
    expect(said).toContain("At risk As of 2 Oct 2026. 1 review open past its requested launch");
    expect(said).not.toMatch(/break-glass in|overdue finding REV|launch(es)? .*late because of the review REV/);
    expect(said).toContain(
      "This letter was drafted before late launches, launches by break-glass and overdue findings were recorded.",
    );
    expect(words(LETTER)).not.toContain("were recorded.");
  });
});
