import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { numberProblem, writtenNumber } from "#lib/written-number.ts";

describe("a number that someone writes", () => {
  it("is none where nothing is written", () => {
    expect(numberProblem(" ")).toBeNull();
    expect(writtenNumber(" ")).toBeNaN();
  });

  it.each([
    ["30", 30],
    [" 30 ", 30],
    ["-5", -5],
    ["−5", -5],
    ["1.095", 1.095],
    ["1,5", 1.5],
    ["0,125", 0.125],
    ["1234,567", 1234.567],
  ])("%j is %d", (text, number) => {
    expect(numberProblem(text)).toBeNull();
    expect(writtenNumber(text)).toBe(number);
  });

  it.each([
    ["1,000", "must not contain thousands separators"],
    ["-12,345", "must not contain thousands separators"],
    ["1.000,5", "must be a number"],
    ["1,000.5", "must be a number"],
    ["1e3", "must be a number"],
    ["12 days", "must be a number"],
    ["1 000", "must be a number"],
    ["many", "must be a number"],
    ["-", "must be a number"],
  ])("%j is none, rather than another one", (text, words) => {
    expect(numberProblem(text)).toBe(words);
    expect(writtenNumber(text)).toBeNaN();
  });

  it.each([
    ["1.095", "must be a whole number"],
    ["1.000", "must be a whole number"],
    ["1,5", "must be a whole number"],
    ["1,000", "must not contain thousands separators"],
    ["many", "must be a whole number"],
    ["30", null],
    ["-30", null],
    ["", null],
  ])("%j where a whole one is asked for: %s", (text, words) => {
    expect(numberProblem(text, true)).toBe(words);
  });

  it("is what it was where a number is written as the product fills it in", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 99 }), (whole, hundredths) => {
        const number = whole + hundredths / 100;
        expect(writtenNumber(String(number))).toBe(number);
      }),
    );
  });
});
