import { describe, expect, it } from "vitest";
import { draftedSentences, redrafted } from "#lib/newsletters/drafted-sentences.ts";
import { type LetterSnapshot, letterSnapshotOutput } from "#lib/newsletters/output.ts";

const quarter = (key: string, inProgress = false) => ({
  ...{ key, label: key.replace("-", " "), start: "2026-07-01T00:00:00Z", end: "2026-10-01T00:00:00Z", inProgress },
});
const figures = (key: string, n: number, days: number | null) => ({
  quarter: quarter(key),
  leadTime: {
    ...{ n, imported: 0 },
    median: {
      value: days === null ? null : days * 86_400,
      atRisk: n,
      low: null,
      high: null,
      state: days === null ? "hidden" : "shown",
    },
  },
  findings: { n, rate: null },
  involvement: { n, involved: null },
  training: { state: "suppressed", n: null, complete: null, share: null, optionalShare: null },
});

const SNAPSHOT = letterSnapshotOutput.parse({
  organisation: { id: 1, name: "Payments" },
  quarter: quarter("2026-Q3"),
  timeZone: "UTC",
  asOf: "2026-10-02T08:00:00.000Z",
  figures: { now: figures("2026-Q3", 42, 4.6), before: figures("2026-Q2", 40, 5.8) },
  backlog: { n: 0, median: null, oldest: null },
  ...{ guardians: [], belts: [], joiners: [], leavers: [], goals: [] },
  ...{ madeLate: [], pastGates: [], uncovered: [], late: [], overdueFindings: [], overdueConditions: [], waivers: [] },
  coverage: { teams: 5, covered: 5 },
  method: { findingsLeftOut: 0, involvementLeftOut: 0, noFeed: [] },
});
const UNCOVERED = [{ service: { id: 3, name: "Ledger core" }, team: "Ledger" }];
const FINDING = {
  ...{ reviewId: 9, title: "Open port", severity: "high" as const, escape: true, owner: "Gus Guardian" },
  dueOn: "2026-09-29",
};
const CONDITION = { reviewId: 7, title: "Vault", text: "Rotate", owner: "Gus Guardian", dueOn: "2026-09-30" };
const WAIVER = { reviewId: 8, title: "Vault", gate: "Checks", expiresOn: "2026-09-01", expired: true };

const said = (parts: Partial<LetterSnapshot> = {}) => draftedSentences({ ...SNAPSHOT, ...parts });

describe("the sentences that a letter comes with", () => {
  it("say how the lead time changed, with both numbers and their n", () => {
    expect(said().changed).toBe(
      "42 reviews were first submitted in 2026 Q3, with a median lead time of 4.6 d, 1.2 d less than in 2026 Q2 (5.8 d, n = 40).",
    );
    const same = { now: SNAPSHOT.figures.now, before: SNAPSHOT.figures.now };
    expect(said({ figures: same }).changed).toMatch(/4\.6 d, as in 2026 Q3 \(4\.6 d, n = 42\)\.$/);
  });

  it("claim no change of a quarter in progress, or where a median is not shown", () => {
    const running = { ...SNAPSHOT.quarter, inProgress: true };
    expect(said({ quarter: running }).changed).toBe(
      "42 reviews were first submitted in 2026 Q3 so far, with a median lead time of 4.6 d.",
    );
    const { now, before } = SNAPSHOT.figures;
    const of = (leadTime: LetterSnapshot["figures"]["now"]["leadTime"]) => ({ ...now, leadTime });
    const hidden = {
      n: 1,
      imported: 0,
      median: { value: null, atRisk: 1, low: null, high: null, state: "hidden" as const },
    };
    expect(said({ figures: { now: of(hidden), before } }).changed).toBe(
      "1 review was first submitted in 2026 Q3; the median lead time is not known yet.",
    );
    expect(said({ figures: { now, before: of(hidden) } }).changed).toMatch(/of 4\.6 d\.$/);
    expect(said({ figures: { now: of({ ...hidden, n: 0 }), before } }).changed).toBe(
      "No review was first submitted in 2026 Q3.",
    );
  });

  it("of before, that read as they did then, are written again with the numbers", () => {
    const written = { ...said(), changed: said().changed.replace("first submitted", "submitted") };
    const figures = { now: SNAPSHOT.figures.now, before: null };
    const after = { ...SNAPSHOT, figures };
    expect(redrafted(written, SNAPSHOT, after)).toEqual(said({ figures }));
    const own = { ...written, changed: "Two teams joined." };
    expect(redrafted(own, SNAPSHOT, after).changed).toBe("Two teams joined.");
  });

  it("count what is at risk, those that are not named with it", () => {
    expect(said().atRisk).toBe("Nothing covered by this letter is at risk.");
    const unnamed = { ...SNAPSHOT.unnamed, uncovered: 2 };
    expect(said({ uncovered: UNCOVERED, unnamed, overdueFindings: [FINDING] }).atRisk).toBe(
      "At risk: 3 high-risk services without an active guardian and 1 overdue finding.",
    );
  });

  it("ask for one thing that can be done, without naming anybody, and for nothing where nothing is to do", () => {
    const all = { overdueFindings: [FINDING], overdueConditions: [CONDITION], waivers: [WAIVER] };
    expect(said({ ...all, uncovered: UNCOVERED }).ask).toBe(
      "Nominate a guardian for Ledger: its service Ledger core is high-risk.",
    );
    expect(said(all).ask).toBe("Fix the finding on REV-9: it was due 29 Sept 2026.");
    expect(said({ ...all, overdueFindings: [] }).ask).toBe(
      "Meet and verify the condition on REV-7: it was due 30 Sept 2026.",
    );
    expect(said({ waivers: [WAIVER] }).ask).toBe(
      "Resolve the waiver or accepted risk on REV-8: it expired 1 Sept 2026.",
    );
    expect(said({ waivers: [{ ...WAIVER, expired: false }] }).ask).toBe("");
    const bare = (coverage: LetterSnapshot["coverage"]) => said({ coverage }).ask;
    expect(bare({ teams: 5, covered: 5, bare: 1 })).toBe("Nominate a guardian for the eligible team without one.");
    expect(bare({ teams: 5, covered: 4, bare: 0 })).toBe("");
    // A letter of before holds what was when the quarter ended.
    expect(bare({ teams: 5, covered: 3, bare: null })).toBe(
      "Nominate a guardian for each of the 2 eligible teams without one.",
    );
    expect(Object.values(said({ ...all, uncovered: UNCOVERED })).join(" ")).not.toContain("Gus");
  });
});
