import { describe, expect, test } from "vitest";
import { meetingOf, type NamedPastReview, type ReviewHere, saysMore } from "#lib/reviews/imports/file/meeting.ts";

const SUBMITTED = new Date("2026-10-02T09:00:00Z");
const DECIDED = new Date("2026-10-05T09:00:00Z");
const CANCELLED = new Date("2026-10-06T09:00:00Z");

const ROW: NamedPastReview = {
  ...{ line: 2, importKey: "change:C-1", changeId: "C-1", submittedAt: SUBMITTED, launchedAt: null },
  ...{ decidedAt: null, cancelledAt: null, decision: null, findings: null, title: null },
  ...{ tier: null, type: null, team: null, teamId: null, guardian: null, guardianId: null, guarded: null },
};
const HERE: ReviewHere = {
  ...{ id: 3, isOpen: true, state: "submitted", submittedAt: SUBMITTED, decidedAt: null, cancelledAt: null },
  ...{ launchedOn: null, title: "Vault", tier: "high", type: "change", findings: 2, teamId: 1, guardianId: null },
  guarded: true,
};
const APPROVED: ReviewHere = { ...HERE, isOpen: false, state: "approved", decidedAt: DECIDED };

describe("a row meets a review that is here", () => {
  test.each([
    ["decided", { decidedAt: DECIDED }, HERE],
    ["cancelled", { cancelledAt: CANCELLED }, HERE],
    ["open", {}, HERE],
    ["same", { decidedAt: DECIDED }, APPROVED],
    ["same", { decidedAt: DECIDED, decision: "approved" }, APPROVED],
    ["same", { decidedAt: DECIDED, decision: "approved" }, { ...APPROVED, state: "closed" }],
    ["same", { cancelledAt: CANCELLED }, { ...HERE, isOpen: false, state: "cancelled", cancelledAt: CANCELLED }],
  ] as const)("and says: %s", (says, row, here) => {
    expect(meetingOf({ ...ROW, ...row }, here)).toEqual({ says });
  });

  test.each([
    ["submitted_at", { submittedAt: DECIDED }, HERE],
    ["decided_at", { decidedAt: CANCELLED }, APPROVED],
    ["decided_at", {}, APPROVED],
    ["cancelled_at", { cancelledAt: CANCELLED }, APPROVED],
    ["decision", { decidedAt: DECIDED, decision: "rejected" }, APPROVED],
  ] as const)("and cannot be of it by its %s", (field, row, here) => {
    expect(meetingOf({ ...ROW, ...row }, here)).toMatchObject({ says: "otherwise", field });
  });

  test.each([
    [false, {}],
    [false, { title: "Vault", tier: "high", type: "change", teamId: 1, guarded: true }],
    [true, { teamId: 2 }],
    [true, { guarded: false }],
    [true, { tier: "low" }],
    [true, { title: "Safe" }],
  ] as const)("names other facts than were imported first: %s for %j", (more, row) => {
    expect(saysMore({ ...ROW, ...row }, HERE, null)).toBe(more);
  });

  test("findings and a launch come with the end of an open one, and are other facts of one that has ended", () => {
    expect(saysMore({ ...ROW, findings: 5 }, HERE, "2026-10-09")).toBe(false);
    expect(saysMore({ ...ROW, findings: 5 }, APPROVED, null)).toBe(true);
    expect(saysMore(ROW, APPROVED, "2026-10-09")).toBe(true);
  });
});
