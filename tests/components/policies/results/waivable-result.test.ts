import { describe, expect, it } from "vitest";
import { askableOf, asksAbout, isGivenBy } from "#components/policies/results/waivable-result.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";

const about = { documentName: "role.json", fingerprint: "one" };
const by = (id: number, parts: Partial<{ documentName: string | null; fingerprint: string | null }> = {}) => {
  return { ...about, ...parts, askedBy: { id } };
};
const waiver = (active: boolean) => ({ active }) as ResultWaiver;

describe("a result that blocks", () => {
  it("is asked for by its document and its fingerprint", () => {
    const asks = [by(1), by(2, { documentName: "other.json" }), by(3, { fingerprint: "two" }), by(4)];
    expect(asksAbout(about, asks).map(({ askedBy }) => askedBy.id)).toEqual([1, 4]);
    expect(asksAbout({ ...about, fingerprint: null }, [by(1, { fingerprint: null })])).toEqual([]);
  });

  it("may be asked for once by each, and again while a waiver of it holds", () => {
    expect(askableOf(1, [by(2)], null)).toBe("waiver");
    expect(askableOf(1, [], waiver(false))).toBe("waiver");
    expect(askableOf(1, [], waiver(true))).toBe("renewal");
    expect(askableOf(1, [by(1)], waiver(true))).toBeNull();
    const ofGate = { ...waiver(true), documentName: null, fingerprint: null };
    expect(askableOf(1, [], ofGate)).toBeNull();
  });

  it("is waived where someone has asked, by nobody who has", () => {
    expect(isGivenBy(1, [])).toBe(false);
    expect(isGivenBy(1, [by(2)])).toBe(true);
    expect(isGivenBy(1, [by(2), by(1)])).toBe(false);
  });
});
