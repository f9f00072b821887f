import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseQuarter, quarterKey, quarterOf } from "#lib/metrics/rules/quarter.ts";
import {
  FOLLOW_UP_ENDS,
  followUpState,
  followUpStays,
  mayOpen,
  maySettle,
  mayWrite,
  PROGRAM_REVIEW_VERBS,
} from "#lib/program-reviews/rules/capabilities.ts";
import {
  decisionProblems,
  heldOnProblems,
  openProblems,
  reviewableQuarters,
} from "#lib/program-reviews/rules/problems.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { NOW, personActor } from "#tests/support/actors.ts";

const TODAY = { now: NOW, day: "2026-11-25", timeZone: "UTC" };
const MANAGER = personActor({ roles: ["program_manager"] });
const OPEN = { state: "open", attended: 1 } as const;

function quarter(key: string) {
  const found = parseQuarter(key);
  if (!found) throw new Error(`${key} is no quarter`);
  return found;
}

describe("which quarter can be reviewed", () => {
  it("is one of the last eight that have ended", () => {
    const keys = reviewableQuarters(TODAY).map(quarterKey);
    expect([keys.length, keys[0], keys.at(-1)]).toEqual([8, "2026-Q3", "2024-Q4"]);
    for (const key of keys) expect(openProblems(quarter(key), "2026-11-20", TODAY)).toEqual([]);
  });

  it.each([
    ["2027-Q1", "has not begun"],
    ["9999-Q4", "has not begun"],
    ["2026-Q4", "still in progress"],
    ["2024-Q3", "too long ago"],
    ["1970-Q1", "too long ago"],
  ])("is not %s, which %s", (key, words) => {
    const [problem] = openProblems(quarter(key), "2026-11-20", TODAY);
    expect(problem).toMatchObject({ path: ["quarter"], message: expect.stringContaining(words) });
  });

  it("goes by the days of the program's zone", () => {
    const now = new Date("2026-12-31T15:30:00Z");
    const inTokyo = { now, day: "2027-01-01", timeZone: "Asia/Tokyo" };
    expect(openProblems(quarter("2026-Q4"), "2027-01-01", inTokyo)).toEqual([]);
    expect(openProblems(quarter("2026-Q4"), "2026-12-31", { ...inTokyo, day: "2026-12-31", timeZone: "UTC" })).toEqual([
      expect.objectContaining({ path: ["quarter"] }),
    ]);
  });

  it("has always ended, whenever it is asked", () => {
    const moments = fc.date({ min: new Date("2000-01-01"), max: new Date("2100-01-01"), noInvalidDate: true });
    fc.assert(
      fc.property(moments, (now) => {
        const today = { now, day: dayIn(now, "UTC"), timeZone: "UTC" };
        const running = quarterKey(quarterOf(now, "UTC"));
        return reviewableQuarters(today).every(
          (each) => quarterKey(each) < running && openProblems(each, today.day, today).length === 0,
        );
      }),
    );
  });

  it("is held after it has ended and not in the future", () => {
    const of = (day: string) => heldOnProblems(quarter("2026-Q3"), day, TODAY).length;
    expect(["2026-09-30", "2026-10-01", "2026-11-25", "2026-11-26"].map(of)).toEqual([1, 0, 0, 1]);
  });
});

describe("a decision", () => {
  it("has an owner and a day, or neither, and is due on the day of the review at the soonest", () => {
    const of = (ownerId: number | null, dueOn: string | null) =>
      decisionProblems({ ownerId, dueOn }, "2026-10-08").map(({ path }) => path[0]);
    expect(of(null, null)).toEqual([]);
    expect(of(1, "2026-10-08")).toEqual([]);
    expect(of(1, null)).toEqual(["dueOn"]);
    expect(of(null, "2026-10-08")).toEqual(["ownerId"]);
    expect(of(1, "2026-10-07")).toEqual(["dueOn"]);
  });

  it("is a follow-up where someone owns it, open until it is settled", () => {
    expect(followUpState({ ownerId: null, settledAs: null })).toBe(null);
    expect(followUpState({ ownerId: 1, settledAs: null })).toBe("open");
    expect([followUpStays(null), followUpStays("open")]).toEqual([null, null]);
    expect(FOLLOW_UP_ENDS.map(followUpStays)).toEqual([
      "The follow-up is already done, so its owner and due date are final.",
      "The follow-up is already dropped, so its owner and due date are final.",
    ]);
    expect(FOLLOW_UP_ENDS.map((settledAs) => followUpState({ ownerId: 1, settledAs }))).toEqual(["done", "dropped"]);
  });
});

describe("who may write a program review", () => {
  it.each(PROGRAM_REVIEW_VERBS)("is a program manager or an admin, while it is open: %s", (verb) => {
    for (const role of ["program_manager", "admin"] as const) {
      expect(mayWrite(personActor({ roles: [role] }), verb, OPEN)).toEqual({ allowed: true });
    }
    for (const role of ["security_engineer", "leader", "auditor"] as const) {
      expect(mayWrite(personActor({ roles: [role] }), verb, OPEN)).toMatchObject({ because: "actor" });
    }
    expect(mayWrite(personActor({ guardian: true }), verb, OPEN)).toMatchObject({ because: "actor" });
    expect(mayWrite(MANAGER, verb, { ...OPEN, state: "closed" })).toMatchObject({
      because: "state",
      reason: expect.stringContaining("closed"),
    });
  });

  it("closes it only once someone has attended", () => {
    expect(mayWrite(MANAGER, "close", { state: "open", attended: 0 })).toMatchObject({ because: "state" });
  });

  it("opens one only where a quarter has none", () => {
    expect(mayOpen(MANAGER, 1)).toEqual({ allowed: true });
    expect(mayOpen(MANAGER, 0)).toMatchObject({ because: "state" });
    expect(mayOpen(personActor(), 1)).toMatchObject({ because: "actor" });
  });
});

describe("who may settle a follow-up", () => {
  const OWNED = { ownerId: 7, settledAs: null };

  it("is its owner, or the program's staff, once", () => {
    expect(maySettle(personActor({ personId: 7 }), OWNED)).toEqual({ allowed: true });
    for (const role of ["program_manager", "security_engineer", "admin"] as const) {
      expect(maySettle(personActor({ personId: 1, roles: [role] }), OWNED)).toEqual({ allowed: true });
    }
    expect(maySettle(personActor({ personId: 1, roles: ["leader"] }), OWNED)).toMatchObject({ because: "actor" });
    expect(maySettle(personActor({ personId: 7 }), { ...OWNED, settledAs: "done" })).toMatchObject({
      because: "state",
      reason: "The follow-up is already done.",
    });
  });

  it("is nobody where nobody follows it up", () => {
    expect(maySettle(MANAGER, { ownerId: null, settledAs: null })).toMatchObject({ because: "state" });
  });
});
