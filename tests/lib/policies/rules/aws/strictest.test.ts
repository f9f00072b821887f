import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { overallVerdict, VERDICTS, type Verdict } from "#lib/checks/verdict.ts";
import { strictest } from "#lib/policies/rules/aws/strictest.ts";

const engine = (verdict: Verdict) => ({ verdict, message: "Of the engine." });
const aws = (verdict: Verdict) => ({ verdict, message: "Of AWS.", answeredBy: "aws" as const });
const verdicts = fc.constantFrom(...VERDICTS);

describe("two analyzers", () => {
  it("make up the stricter verdict, and keep what the other said", () => {
    fc.assert(
      fc.property(verdicts, verdicts, (a, b) => {
        const [result] = strictest<ReturnType<typeof engine>>([engine(a)], [aws(b)]);
        expect(result?.verdict).toBe(overallVerdict([a, b]));
        const other = a === result?.verdict ? { analyzer: "aws", verdict: b } : { analyzer: "engine", verdict: a };
        expect(result).toMatchObject({ otherAnswer: other });
      }),
    );
  });

  it("never pass together what one of them does not pass", () => {
    fc.assert(
      fc.property(verdicts, verdicts, (a, b) => {
        const [result] = strictest<ReturnType<typeof engine>>([engine(a)], [aws(b)]);
        expect(result?.verdict === "pass").toBe(a === "pass" && b === "pass");
      }),
    );
  });

  it("leave to the engine what AWS was not asked", () => {
    expect(strictest<ReturnType<typeof engine>>([engine("pass")], [engine("pass")])).toEqual([engine("pass")]);
  });

  it("answer the same questions", () => {
    expect(() => strictest([engine("pass")], [])).toThrow("different questions");
  });
});
