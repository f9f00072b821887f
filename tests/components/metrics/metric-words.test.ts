import { describe, expect, it } from "vitest";
import { shortDays } from "#components/metrics/metric-words.ts";

describe("days that a calculation rests on or comes to", () => {
  it("have one decimal, and none where they are hundreds", () => {
    expect([0.52, 14.9876, 62.4, 1234.5].map(shortDays)).toEqual(["0.5", "15.0", "62.4", "1,235"]);
  });
});
