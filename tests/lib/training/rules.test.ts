import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  expiryDay,
  howKnown,
  isCurrent,
  isKnown,
  isToBeHeld,
  sourceWords,
  standingOf,
  standingWords,
  validWords,
} from "#lib/training/rules.ts";

describe("how long a course is good for", () => {
  it("is told in months", () => {
    expect([null, 1, 12].map((validMonths) => validWords({ validMonths }))).toEqual([
      "No expiry",
      "1 month",
      "12 months",
    ]);
  });
});

describe("the day a completion expires", () => {
  it.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2024-01-31", 1, "2024-02-29"],
    ["2024-02-29", 12, "2025-02-28"],
    ["2026-11-25", 12, "2027-11-25"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-08-31", 6, "2027-02-28"],
  ])("of one on %s that is good for %i months is %s", (completedOn, months, expected) => {
    expect(expiryDay(completedOn, months)).toBe(expected);
  });

  it("is none where it is good forever", () => {
    expect(expiryDay("2026-01-31", null)).toBeNull();
    expect(isCurrent(null, "2126-01-01")).toBe(true);
  });

  it("is the last day that it counts", () => {
    expect(isCurrent("2026-11-25", "2026-11-25")).toBe(true);
    expect(isCurrent("2026-11-25", "2026-11-26")).toBe(false);
  });

  it("is that many months later, on the same day or the month's last", () => {
    const day = fc.date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
    fc.assert(
      fc.property(day, fc.integer({ min: 1, max: 120 }), (date, months) => {
        const expiry = new Date(`${expiryDay(date.toISOString().slice(0, 10), months)}T00:00:00Z`);
        const passed =
          (expiry.getUTCFullYear() - date.getUTCFullYear()) * 12 + expiry.getUTCMonth() - date.getUTCMonth();
        expect(passed).toBe(months);
        const next = new Date(expiry.getTime() + 86_400_000);
        const kept = expiry.getUTCDate() === date.getUTCDate();
        expect(kept || (expiry.getUTCDate() < date.getUTCDate() && next.getUTCDate() === 1)).toBe(true);
      }),
    );
  });
});

it.each([
  ["with evidence", "Certificate 17", 1, true],
  ["by someone else", "", 2, true],
  ["by the import", "", null, true],
  ["by themselves without evidence", "", 1, false],
] as const)("a completion recorded %s is known or counts for nothing", (_, evidence, recordedById, expected) => {
  expect(isKnown({ personId: 1, recordedById, evidence })).toBe(expected);
});

it.each([
  [1, "self_recorded", "Self-recorded"],
  [2, "confirmed", "Confirmed by Petra"],
  [null, "imported", "Imported"],
] as const)("a completion of 1 that %s recorded is %s", (recordedById, how, words) => {
  expect(howKnown({ personId: 1, recordedById })).toBe(how);
  const by = recordedById === null ? null : { id: recordedById, name: "Petra" };
  expect(sourceWords({ how, by, evidence: "" })).toBe(words);
  expect(sourceWords({ how, by, evidence: "Certificate 17" })).toBe(`${words}: Certificate 17`);
});

describe("where a person stands with a course", () => {
  it.each([
    [true, null, "due"],
    [false, null, "optional"],
    [true, { expiresOn: null }, "done"],
    [true, { expiresOn: "2026-11-25" }, "done"],
    [true, { expiresOn: "2026-11-24" }, "expired"],
    [false, { expiresOn: null }, "done"],
    [false, { expiresOn: "2026-11-24" }, "optional"],
  ] as const)("asked %s, completion %o: %s", (isAsked, latest, expected) => {
    expect(standingOf(isAsked, latest, "2026-11-25")).toBe(expected);
  });

  it("is to be held where the course is required and on offer", () => {
    const at = new Date("2026-11-25");
    const asked = [true, false].flatMap((required) =>
      [null, at].map((retiredAt) => isToBeHeld({ required, retiredAt })),
    );
    expect(asked).toEqual([true, false, false, false]);
  });

  it("says of what nobody asks for that it ran out", () => {
    expect(standingWords({ standing: "optional", required: false, expiresOn: "2026-11-25" })).toBe("Optional, expired");
    expect(standingWords({ standing: "optional", required: false, expiresOn: null })).toBe("Optional");
    expect(standingWords({ standing: "optional", required: true, expiresOn: null })).toBe("Not required");
    expect(standingWords({ standing: "expired", required: true, expiresOn: "2026-11-25" })).toBe("Expired");
  });
});
