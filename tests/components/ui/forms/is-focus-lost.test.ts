import { afterEach, describe, expect, it, vi } from "vitest";
import { isFocusLost } from "#components/ui/forms/is-focus-lost.ts";

const active = (isDisabled: boolean, isVisible: boolean) => ({
  matches: () => isDisabled,
  checkVisibility: () => isVisible,
});
const lostWith = (activeElement: object | null, body: object = {}) => {
  vi.stubGlobal("document", { activeElement, body });
  return isFocusLost();
};

describe("a lost focus", () => {
  afterEach(() => void vi.unstubAllGlobals());

  it("is with no element, or with the body", () => {
    const body = active(false, true);
    expect([lostWith(null), lostWith(body, body)]).toEqual([true, true]);
  });

  it("is still with a control that was disabled or hidden since the page was last drawn", () => {
    expect([lostWith(active(true, true)), lostWith(active(false, false))]).toEqual([true, true]);
    expect(lostWith(active(false, true))).toBe(false);
  });
});
