import { describe, expect, it } from "vitest";
import { findingActs } from "#components/reviews/findings/finding-permissions.ts";
import { ALLOWED, refused } from "#lib/auth/actor.ts";
import type { Finding } from "#lib/findings/output.ts";

const me = { id: 1, name: "Me" };
const other = { id: 2, name: "Other" };
const FINDING = {
  state: "open",
  blocking: true,
  owner: other,
  raisedBy: other,
  fixerIds: [],
  mayAnswer: true,
  recommended: null,
} as unknown as Finding;
const READER = { me: me.id, reviewerId: null, today: "2026-12-01" };
const MAY_ALL = { answer: ALLOWED, settle: ALLOWED, recommend: ALLOWED, decide: ALLOWED };

const refusedOf = (finding: Partial<Finding>, may = {}) =>
  findingActs({ ...FINDING, ...finding }, { ...MAY_ALL, ...may }, READER)
    .filter(({ permission }) => !permission.allowed)
    .map(({ label }) => label);

describe("what can be done about a finding", () => {
  it("is decided on only where its risk is recommended to be accepted", () => {
    const labels = findingActs(FINDING, MAY_ALL, READER).map(({ label }) => label);
    expect(labels).toEqual(["Answer finding", "Resolve finding", "Recommend acceptance"]);
    const recommended = {
      by: other,
      at: "2026-11-25T09:00:00Z",
      until: "2026-12-20",
      reason: "Watched",
      decider: null,
    };
    expect(refusedOf({ recommended } as Partial<Finding>)).not.toContain("Accept risk");
    const own = { ...recommended, by: me };
    expect(refusedOf({ recommended: own } as Partial<Finding>)).toEqual(
      expect.arrayContaining(["Accept risk", "Decline risk"]),
    );
  });

  it("is refused by who may not, by whose it is and by how it stands", () => {
    expect(refusedOf({})).toEqual([]);
    expect(refusedOf({ mayAnswer: false })).toEqual(["Answer finding"]);
    expect(refusedOf({ state: "verified" })).toContain("Answer finding");
    expect(refusedOf({}, { settle: refused("actor", "An engineer settles it.") })).toEqual(["Resolve finding"]);
  });
});
