import { describe, expect, it } from "vitest";
import { isWithin, PLACES } from "#components/frame/nav/navigation.ts";

const current = (pathname: string) => PLACES.filter(({ href }) => isWithin(pathname, href)).map(({ label }) => label);

describe("the current place", () => {
  it.each([
    ["/", ["Home"]],
    ["/reviews", ["Reviews"]],
    ["/reviews/REV-12/documents/abc", ["Reviews"]],
    ["/reviewsmore", []],
    ["/threat-models/3", ["Threat models"]],
    ["/settings/activity", ["Settings"]],
  ])("of %s is %j", (pathname, labels) => {
    expect(current(pathname)).toEqual(labels);
  });
});
