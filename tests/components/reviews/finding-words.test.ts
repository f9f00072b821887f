import { describe, expect, it } from "vitest";
import { blockingWords, findingLook, nextOf } from "#components/reviews/finding-words.ts";

const OWNER = { id: 7 };
const accepted = { state: "accepted", acceptedUntil: "2026-12-01", blocking: true, owner: OWNER } as const;
const engineer = { personId: 1, mayAnswer: true, maySettle: true };
const requester = { personId: 2, mayAnswer: true, maySettle: false };

describe("a finding in the list of a review", () => {
  it("is settled up to the last day of its accepted risk, and blocks again after it, as the gate says", () => {
    const [last, after] = ["2026-12-01", "2026-12-02"];
    expect(findingLook(accepted, last)).toEqual({ value: "waived", label: "Accepted", quiet: true });
    expect(findingLook(accepted, after)).toEqual({ value: "unmet", label: "Accepted no longer", quiet: false });
    expect([last, after].map((day) => blockingWords(accepted, day))).toEqual([", was blocking", ", blocks"]);
    expect(blockingWords({ ...accepted, blocking: false }, after)).toBe("");
    expect(nextOf(accepted, engineer, last)).toEqual({ words: "–", mine: false });
    expect(nextOf(accepted, engineer, after)).toEqual({ words: "Settle", mine: true });
    expect(nextOf(accepted, requester, after)).toEqual({ words: "Engineer", mine: false });
  });

  it("waits for its owner while it is open, and for an engineer once it is fixed", () => {
    const open = { ...accepted, state: "open", acceptedUntil: null } as const;
    const next = (reader: typeof engineer, state: "open" | "fixed" | "verified") =>
      nextOf({ ...open, state }, reader, "2026-12-02").words;
    expect(next({ ...engineer, personId: OWNER.id }, "open")).toBe("Answer");
    expect(next(engineer, "open")).toBe("Owner’s move");
    expect(next(requester, "open")).toBe("Answer");
    expect([engineer, requester].map((reader) => next(reader, "fixed"))).toEqual(["Verify", "Engineer"]);
    expect(next(engineer, "verified")).toBe("–");
  });
});
