import { describe, expect, it } from "vitest";
import { columnWidths } from "#components/reviews/queue/column-widths.ts";
import type { ReviewLine } from "#components/reviews/queue/review-line.ts";

const now = new Date("2026-11-30T12:00:00Z");

function line(id: number, status: NonNullable<ReviewLine["sla"]>["status"], dueAt: string | null): ReviewLine {
  return { id, title: "A change", state: "in_review", sla: { status, dueAt } };
}

describe("the letters of the columns of reviews that are read whole", () => {
  const lettersDue = (...lines: ReviewLine[]) => columnWidths(lines, { now, today: "2026-11-30" })["--due-letters"];

  it("have room for a breach of two digits at least, and for the longest words that stand there", () => {
    const usual = "Breached 33 d".length;
    expect(lettersDue(line(1, "due", "2026-12-01T12:00:00Z"), line(2, "paused", null))).toBe(usual);
    expect(lettersDue(line(1, "breached", "2026-10-28T12:00:00Z"))).toBe(usual);
    expect(lettersDue(line(1, "breached", "2026-10-28T12:00:00Z"), line(2, "breached", "2026-07-20T12:00:00Z"))).toBe(
      "Breached 133 d".length,
    );
    expect(lettersDue(line(1, "breached", "2026-11-30T11:01:00Z"))).toBe("Breached 59 min".length);
  });

  it("have room for the whole reference, and for a day with its year", () => {
    const far: ReviewLine = { id: 12345, title: "A change", state: "draft", launchOn: "2027-01-20" };
    expect(columnWidths([far], { now, today: "2026-11-30" })).toMatchObject({
      "--ref-letters": "REV-12345".length,
      "--launch-letters": "20 Jan 2027".length,
    });
  });
});
