import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { HeadlineCards } from "#components/metrics/headline-cards.tsx";
import { headlinesOf } from "#components/metrics/headlines.ts";
import type {
  GuardianEffectOutput,
  Metrics,
  QuarterFigure,
  QuarterFigures,
  QuarterWords,
} from "#lib/metrics/output.ts";
import { backlog } from "#lib/metrics/rules/backlog.ts";
import {
  type CohortCounts,
  findingsOf,
  involvementOf,
  type LeadTimes,
  leadTimeOf,
  NO_COUNTS,
} from "#lib/metrics/rules/cohort.ts";
import { againstQuarter } from "#lib/metrics/rules/comparison.ts";
import { metricDefinition, RISKY_UNCOVERED } from "#lib/metrics/rules/definitions.ts";
import { escapesOf } from "#lib/metrics/rules/escapes.ts";
import { censusFigure, countPart } from "#lib/metrics/rules/figure.ts";
import { noFeed } from "#lib/metrics/rules/no-feed.ts";
import { trainingShare } from "#lib/metrics/rules/training-share.ts";

const DAY = 86_400;
const TIMES: LeadTimes[] = [
  { outcome: "decided", seconds: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12].map((day) => day * DAY), imported: 0 },
  { outcome: "cancelled", seconds: [2 * DAY], imported: 0 },
];
const COUNTS: CohortCounts = { ...NO_COUNTS, n: 8, known: 8, engineer: 10, guardian: 1, withOne: 4, decided: 8 };
const QUARTER = {
  key: "2026-Q3",
  label: "2026 Q3",
  start: "2026-07-01T00:00:00Z",
  end: "2026-10-01T00:00:00Z",
  inProgress: false,
};
const BEFORE = {
  quarter: { ...QUARTER, key: "2026-Q2", label: "2026 Q2" },
  leadTime: {
    n: 9,
    imported: 0,
    median: { value: 4 * DAY, atRisk: 9, low: null, high: null, state: "shown" as const },
  },
};
const ESCAPES = { approvals: 6, ripe: 4, escapes: 1, recorded: 2 };

const BOTH = { guardian: 120, none: 90 };
const NO_EFFECT = {
  n: BOTH,
  imported: 0,
  teams: { guardian: 14, none: 9 },
  dropped: 0,
  speed: null,
  within: null,
  findings: null,
};
const TOO_FEW = { ...NO_EFFECT, state: "too_few_teams" as const };

type Given = {
  times?: LeadTimes[];
  counts?: CohortCounts;
  before?: Partial<QuarterFigures>;
  inProgress?: boolean;
  effect?: Omit<GuardianEffectOutput, "from" | "to" | "asOf">;
  coverage?: (quarter: QuarterWords) => QuarterFigure[];
};

function metricsOf({
  times = TIMES,
  counts = COUNTS,
  before,
  inProgress = false,
  effect = TOO_FEW,
  coverage,
}: Given): Metrics {
  const all = leadTimeOf(times);
  const quarter = { ...QUARTER, inProgress };
  const figures: QuarterFigures = {
    quarter,
    leadTime: { n: all.n, imported: 0, median: all.median },
    findings: { n: 8, rate: 1.25 },
    involvement: { n: 8, involved: null },
    training: trainingShare(undefined),
  };
  const { byState: _states, byTurn: _turns, ...open } = backlog([], { now: new Date(0), states: [], turns: [] });
  return {
    quarter,
    timeZone: "UTC",
    asOf: "2026-10-02T00:00:00Z",
    isNow: true,
    endedAsOf: "2026-10-02T00:00:00Z",
    scope: { label: "The program", organisation: null, team: null },
    leadTime: { ...metricDefinition("M1"), ...all },
    leadTimeBefore: null,
    leadTimeYearBefore: null,
    effect: { ...metricDefinition("M2"), ...effect, from: QUARTER, to: quarter, asOf: "2026-10-02T00:00:00Z" },
    findings: { ...metricDefinition("M3"), ...findingsOf(counts) },
    escapes: { ...metricDefinition("M5"), ...escapesOf(ESCAPES, true) },
    backlog: {
      ...{ ...metricDefinition("M6"), ...open, asOf: "2026-10-02T00:00:00Z", elsewhere: 0 },
      ...{ buckets: [], byState: [], byTurn: [] },
    },
    involvement: { ...metricDefinition("M10"), ...involvementOf(counts, true) },
    training: { ...metricDefinition("M14"), ...trainingShare(null), asOf: "" },
    trend: before ? [{ ...figures, ...before }, figures] : [figures],
    figures: coverage ? [{ ...metricDefinition("M9"), id: "M9", kind: "share", quarters: coverage(quarter) }] : [],
    funnels: { teams: [], guardians: [] },
    noFeed: noFeed({ escapes: true }),
  };
}

const markup = (metrics: Metrics) =>
  renderToStaticMarkup(
    createElement(HeadlineCards, {
      metrics,
      comparison: againstQuarter(metrics, "quarter"),
      query: { quarter: "2026-Q3" },
    }),
  );

function words(metrics: Metrics): string {
  return markup(metrics)
    .replace(/<[^>]+>/g, " ")
    .replace(/\s+/g, " ");
}

describe("the headline cards", () => {
  it("say number, interval, the quarter before and n, and lead to the rows", () => {
    const said = words(metricsOf({ before: BEFORE }));
    for (const part of [
      "Lead time, median 7.0 d 95 %: 3.0 to 10.0 d 3.0 d more",
      "3.0 d more than 2026 Q2: 4.0 d (n = 9)",
      "n = 13, including 0 open and 1 cancelled; P25 4.0 d, P75 fewer than 5 left",
      "n = 8; 50 % have at least one (21.5 to 78.5 %)",
      "Speed with a guardian Too few teams to say",
      "n = 120 with, 90 without (14 and 9 teams)",
      "No eligible team",
    ]) {
      expect(said).toContain(part);
    }
    expect(markup(metricsOf({}))).toContain('href="/metrics/M1?quarter=2026-Q3"');
  });

  it("say how far two numbers lie apart as they are read", () => {
    const said = (days: number, then: number) => {
      const seconds = Array.from({ length: 12 }, () => days * DAY);
      const median = { value: then * DAY, atRisk: 9, low: null, high: null, state: "shown" as const };
      const leadTime = { n: 9, imported: 0, median };
      return words(metricsOf({ times: [{ outcome: "decided", seconds, imported: 0 }], before: { leadTime } }));
    };
    expect(said(7.04, 7.06)).toContain("0.1 d less than 2026 Q3: 7.1 d (n = 9)");
    expect(said(7.06, 7.14)).toContain("as in 2026 Q3: 7.1 d (n = 9)");
    expect(said(7.36, 7.14)).toContain("0.3 d more than 2026 Q3: 7.1 d (n = 9)");
  });

  it("say in how many reviews more may be found", () => {
    expect(words(metricsOf({ counts: { ...COUNTS, open: 3 } }))).toContain("n = 8, 3 of them open; 50 % have at least");
  });

  it("say how many are imported, and how many of the backlog are open elsewhere", () => {
    const [decided] = TIMES;
    const times: LeadTimes[] = decided ? [{ ...decided, imported: 9 }] : [];
    const metrics = metricsOf({ times, counts: { ...COUNTS, imported: 3 }, effect: { ...TOO_FEW, imported: 40 } });
    const said = words({ ...metrics, backlog: { ...metrics.backlog, elsewhere: 7 } });
    for (const part of [
      "including 0 open and 0 cancelled; 9 imported",
      "n = 8; 3 imported; 50 % have",
      "(14 and 9 teams); 40 imported",
      "n = 0; 7 imported as open are left out",
    ]) {
      expect(said).toContain(part);
    }
  });

  it("count the teams with a guardian, and name the high-risk ones without", () => {
    const of = (quarter: QuarterWords, covered: number) => ({
      quarter,
      ...censusFigure(covered, 29, [countPart(RISKY_UNCOVERED, 1)]),
    });
    const said = words(metricsOf({ coverage: (quarter) => [of(BEFORE.quarter, 21), of(quarter, 22)] }));
    expect(said).toContain("Coverage 22 of 29 teams, 75.9 %");
    expect(said).toContain("2026 Q2: 21 of 29. A census, no interval");
    expect(said).toContain("1 high-risk team without a guardian");
  });

  it("hide what rests on fewer than five people, and say where there is nothing", () => {
    const said = words(metricsOf({ times: [], counts: NO_COUNTS }));
    expect(said).toContain("Training complete hidden (too few people)");
    expect(said).toContain("Lead time, median no reviews");
    expect(said).toContain("No comparison with the previous quarter");
  });

  it("say that people are not counted on a day of the past", () => {
    const metrics = metricsOf({});
    const said = words({ ...metrics, training: { ...metrics.training, ...trainingShare("past_day") } });
    expect(said).toContain("Training complete not shown for past days");
  });

  it("claim what the interval leaves no doubt of, and nothing else", () => {
    const speed = { value: 0.182, low: 0.021, high: 0.31, claimed: true, detectable: 0.2 };
    const findings = { value: 0.1, low: -0.05, high: 0.24, claimed: false, detectable: 0.21 };
    const effect = { ...TOO_FEW, state: "shown" as const, speed, within: speed, findings };
    const said = words(metricsOf({ effect }));
    expect(said).toContain("18.2 % faster 95 %: 2.1 to 31 % faster");
    expect(said).toContain(
      "Findings: no difference shown (95 %: 5 % more to 24 % fewer; 21 % or more would be detected)",
    );
    expect(words(metricsOf({ effect: { ...effect, within: findings } }))).toContain(
      "18.2 % faster, but these teams may have been faster before 95 %: 2.1 to 31 % faster",
    );
    const unsure = { ...speed, low: -0.021, claimed: false };
    expect(words(metricsOf({ effect: { ...effect, speed: unsure } }))).toContain(
      "No difference shown 95 %: 2.1 % slower to 31 % faster; 20 % or more would be detected",
    );
    const slower = { value: null, low: null, high: -0.2, claimed: true, detectable: null };
    expect(words(metricsOf({ effect: { ...effect, speed: slower, within: { ...slower, value: -0.3 } } }))).toContain(
      "Infinitely slower 95 %: 20 % slower, with no upper limit",
    );
    const faster = { value: 1, low: 0.4, high: 1, claimed: true, detectable: null };
    expect(words(metricsOf({ effect: { ...effect, speed: faster } }))).toContain(
      "Infinitely faster 95 %: 40 % faster, with no upper limit",
    );
    const unclear = { ...effect, speed: { ...findings, low: null } };
    expect(words(metricsOf({ effect: unclear }))).toContain(
      "No difference shown 95 %: infinitely slower to 24 % faster",
    );
  });

  it("name the quarter that has no number, where it is not the one that it would be held against", () => {
    const median = { value: null, atRisk: 0, low: null, high: null, state: "not_reached" as const };
    const metrics = metricsOf({ before: { ...BEFORE, leadTime: { n: 9, imported: 0, median } }, inProgress: true });
    const [lead] = headlinesOf(metrics, againstQuarter(metrics, "year"));
    expect(lead?.before).toBe("No value for 2026 Q2");
  });

  it("say of how little the ages of open reviews are", () => {
    const now = new Date("2026-10-02T00:00:00Z");
    const days = (ago: number) => ({
      state: "submitted" as const,
      turn: "reviewer" as const,
      openedAt: new Date(now.getTime() - ago * DAY * 1000),
    });
    const { byState: _states, byTurn: _turns, ...open } = backlog([days(41)], { now, states: [], turns: [] });
    const metrics = metricsOf({});
    const said = words({ ...metrics, backlog: { ...metrics.backlog, ...open, buckets: [] } });
    expect(said).toContain("Median age 41.0 d, P90 41.0 d n = 1; oldest 41.0 d");
  });

  it("say that four quarters end with one in progress", () => {
    expect(words(metricsOf({ inProgress: true }))).toContain("The program, 2026 Q3 to 2026 Q3 so far; n = 120 with");
  });

  it("hold a quarter in progress against nothing, and no guardians against others", () => {
    const said = words(metricsOf({ before: BEFORE, inProgress: true }));
    expect(said).toContain("So far");
    expect(said).toContain("2026 Q2: 4.0 d (n = 9)");
    expect(said).not.toMatch(/more than|less than|faster|slower/i);
  });
});
