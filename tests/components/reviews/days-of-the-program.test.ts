import { createElement, type FunctionComponent } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { LetterCard } from "#components/home/home-cards.tsx";
import { DecisionFacts } from "#components/reviews/decisions/decision-facts.tsx";
import { ImportReportView } from "#components/reviews/imports/import-report.tsx";
import { ReviewTimeline } from "#components/reviews/review-timeline.tsx";
import type { NewsletterRow } from "#lib/newsletters/output.ts";

const NOW = new Date("2026-11-25T09:00:00Z");
/** Half an hour before the end of a working day in Los Angeles, when it is the next day in UTC. */
const EVENING = "2026-12-01T00:30:00.000Z";
/** Midnight in Berlin, when it is the day before in UTC. */
const NEW_YEAR = "2024-12-31T23:00:00.000Z";
const TODAY = "2026-11-25";

function words<Props extends object>(component: FunctionComponent<Props>, props: Props): string {
  const html = renderToStaticMarkup(createElement(component, props));
  return html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
}

type FactsProps = Parameters<typeof DecisionFacts>[0];

function facts(parts: Partial<FactsProps["review"]>): string {
  const review: FactsProps["review"] = {
    state: "in_review",
    decidedAt: null,
    revision: 1,
    cycle: 1,
    openElsewhereAt: null,
    resumeOn: null,
    requestedLaunchOn: null,
    launchedOn: null,
    breakGlass: null,
    sla: null,
    decisions: [],
    endorsers: [],
    ...parts,
  } as FactsProps["review"];
  return words(DecisionFacts, { review, now: { at: NOW, timeZone: "America/Los_Angeles" }, today: TODAY });
}

describe("a day on a page is one of the program's time zone", () => {
  it("of what is due, of what was seen elsewhere and of a decision", () => {
    const sla = { status: "due", target: "reviewer_time", dueAt: EVENING, usedShare: 0 } as const;
    expect(facts({ sla })).toContain("in 5.6 d, 30 Nov , 1 Dec 2026, 00:30 UTC , to decide");
    expect(facts({ sla: { ...sla, target: "first_response" } })).toContain("00:30 UTC , for a first response");
    expect(facts({ openElsewhereAt: EVENING })).toContain("on 30 Nov");
    const decision = { decidedBy: null, decidedAt: EVENING, revision: 1, stale: false };
    const decided = { state: "rejected", decidedAt: EVENING, decisions: [decision] } as unknown as FactsProps["review"];
    expect(facts(decided)).toContain("The product, 30 Nov , on r1");
  });

  it("of when a review on hold is to resume, or was to", () => {
    const held = (resumeOn: string) => facts({ state: "on_hold", resumeOn });
    expect(held("2026-11-25")).toContain("Resumes 25 Nov");
    expect(held("2026-11-24")).toContain("Was to resume 24 Nov");
  });

  it("of no due time whose clock has stopped", () => {
    const sla = { status: "breached", target: "reviewer_time", dueAt: null, usedShare: 1.2 } as const;
    for (const state of ["on_hold", "changes_requested", "cancelled"] as const) {
      expect(facts({ state, sla })).toContain("Due Breached");
    }
    expect(facts({ state: "on_hold", sla: { ...sla, status: "paused" } })).toContain("Due Paused");
  });

  it("of what happened to a review", () => {
    const head = { id: 1, at: new Date(EVENING), sentence: "Ben claimed REV-1." };
    const groups = [{ head, rest: [] }] as unknown as Parameters<typeof ReviewTimeline>[0]["groups"];
    expect(words(ReviewTimeline, { groups, timeZone: "America/Los_Angeles", today: TODAY })).toContain("30 Nov Ben");
    expect(words(ReviewTimeline, { groups, timeZone: "Asia/Tokyo", today: TODAY })).toContain("1 Dec Ben");
  });

  it("with its year where that is another one", () => {
    expect(facts({ openElsewhereAt: NEW_YEAR })).toContain("on 31 Dec 2024");
    expect(facts({ state: "on_hold", resumeOn: "2027-01-04" })).toContain("Resumes 4 Jan 2027");
    const decision = { decidedBy: null, decidedAt: NEW_YEAR, revision: 1, stale: false };
    const decided = { state: "rejected", decidedAt: NEW_YEAR, decisions: [decision] };
    expect(facts(decided as unknown as FactsProps["review"])).toContain("The product, 31 Dec 2024 , on r1");
    const head = { id: 1, at: new Date(NEW_YEAR), sentence: "Ben claimed REV-1." };
    const groups = [{ head, rest: [] }] as unknown as Parameters<typeof ReviewTimeline>[0]["groups"];
    expect(words(ReviewTimeline, { groups, timeZone: "Europe/Berlin", today: TODAY })).toContain("1 Jan 2025 Ben");
  });

  it("of the rows of a file, as they stand in it", () => {
    const summary = { firstSubmittedAt: NEW_YEAR, lastSubmittedAt: NEW_YEAR, approved: 1 };
    const known = { same: 0, decided: 0, cancelled: 0, open: 0, otherwise: 0 };
    const alreadyImported = { id: 1, fileName: "past.csv", rows: 1, acceptedAt: NEW_YEAR };
    const about = { rows: 1, known, problems: [], problemCount: 0, ignoredColumns: [], importId: null, dryRun: true };
    const report = { ...about, summary: { ...zeros(), ...summary }, alreadyImported, fileName: "past.csv" };
    const text = words(ImportReportView, { report, timeZone: "Europe/Berlin" });
    expect(text).toContain("2025-01-01 to 2025-01-01");
    expect(text).toContain("as past.csv on 2025-01-01.");
  });

  it("of a letter", () => {
    const letter = {
      id: 1,
      quarter: "2026-Q3",
      asOf: "2026-12-11T23:30:00.000Z",
      organisation: { id: 1, name: "All" },
    };
    const props = { letter: letter as NewsletterRow, timeZone: "Asia/Tokyo", none: "" };
    expect(words(LetterCard, props)).toContain("drafted Saturday 12 December");
  });
});

function zeros() {
  const none = { approvedWithConditions: 0, rejected: 0, cancelled: 0, open: 0, withTeam: 0, withGuardian: 0 };
  return { ...none, namedGuardian: 0, withFindings: 0, launched: 0 };
}
