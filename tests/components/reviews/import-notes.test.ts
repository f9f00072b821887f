import { describe, expect, it } from "vitest";
import { importNotes } from "#components/reviews/imports/import-notes.ts";

const SUMMARY = {
  ...{
    firstSubmittedAt: null,
    lastSubmittedAt: null,
    approved: 5,
    approvedWithConditions: 0,
    rejected: 0,
    cancelled: 0,
  },
  ...{ open: 0, withTeam: 5, withGuardian: 0, namedGuardian: 0, withFindings: 0, launched: 0 },
};
const KNOWN = { same: 0, decided: 0, cancelled: 0, open: 0, otherwise: 0 };

describe("what someone has to know before they accept a file", () => {
  it("is nothing where it leaves nothing out", () => {
    expect(importNotes({ rows: 5, summary: SUMMARY, known: KNOWN })).toEqual([]);
  });

  it("is what is open, without a team, without a name, and what becomes of reviews that are here", () => {
    const summary = { ...SUMMARY, open: 1, withTeam: 2, withGuardian: 3, namedGuardian: 1 };
    const known = { same: 9, decided: 4, cancelled: 1, open: 2, otherwise: 3 };
    expect(importNotes({ rows: 5, summary, known }).map((note) => note.split(/[:,;.]/)[0])).toEqual([
      "1 row has neither decided_at nor cancelled_at",
      "3 rows have no team and will only count for the whole program",
      "2 rows do not name the guardian",
      "4 reviews from earlier files will change from open to decided",
      "1 review from earlier files will change from open to cancelled",
      "2 reviews from earlier files will stay open",
      "9 rows contain nothing new and will be ignored",
      "3 reviews differ from this file in team",
    ]);
  });
});
