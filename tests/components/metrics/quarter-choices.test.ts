import { describe, expect, it } from "vitest";
import { quarterChoices } from "#components/metrics/quarter-choices.ts";

const RUNNING = { year: 2026, quarter: 4 } as const;

describe("the quarters to choose from", () => {
  it("are the running one, asked for by none, and the eleven before it", () => {
    const { chosen, options } = quarterChoices(RUNNING, undefined);
    expect(chosen).toBe("");
    expect(options).toHaveLength(12);
    expect(options.slice(0, 2)).toEqual([
      ["", "2026 Q4"],
      ["2026-Q3", "2026 Q3"],
    ]);
    expect(options.at(-1)).toEqual(["2024-Q1", "2024 Q1"]);
  });

  it("hold the one that was picked, however long ago, or to come, it is", () => {
    const older = quarterChoices(RUNNING, "2019-Q2");
    expect(older.chosen).toBe("2019-Q2");
    expect(older.options.at(-1)).toEqual(["2019-Q2", "2019 Q2"]);
    expect(older.options).toHaveLength(13);
    expect(quarterChoices(RUNNING, "2027-Q1").options[0]).toEqual(["2027-Q1", "2027 Q1"]);
    expect(quarterChoices(RUNNING, "2026-Q1")).toMatchObject({ chosen: "2026-Q1", options: { length: 12 } });
  });

  it("show the running one where it was picked by name, and where what was picked is no quarter", () => {
    expect(quarterChoices(RUNNING, "2026-Q4")).toEqual(quarterChoices(RUNNING, undefined));
    expect(quarterChoices(RUNNING, "soon")).toEqual(quarterChoices(RUNNING, undefined));
  });
});
