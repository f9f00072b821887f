import { describe, expect, it } from "vitest";
import { QUANTILE_COLUMNS, quantileRow } from "#components/metrics/quantile-table.ts";
import { compareArms } from "#lib/metrics/rules/arms.ts";

const DAY = 86_400;

describe("the table of a curve of lead time", () => {
  it("holds the quantiles of each arm, and hides what rests on too few", () => {
    const seconds = Array.from({ length: 20 }, (_, index) => (index + 1) * DAY);
    const times = (["guardian", "none"] as const).map((arm) => ({
      ...{ tier: "high" as const, arm, outcome: "decided" as const, imported: 0 },
      seconds: arm === "none" ? seconds.map((each) => 2 * each) : seconds,
    }));
    const { tiers } = compareArms(times, { guardian: 10, none: 10 }, ["high"]);
    const [high] = tiers;
    if (!high) throw new Error("Both arms have enough reviews");
    expect(quantileRow("With a guardian", high.guardian)).toEqual({
      ...{ of: "With a guardian", n: "20", median: "10.5 d", interval: "5.0 to 15.0 d", p25: "5.5 d" },
      ...{ p75: "15.5 d", p90: "fewer than 5 left" },
    });
    expect(quantileRow("Without", high.none)).toMatchObject({ of: "Without", n: "20", median: "21.0 d" });
    expect(QUANTILE_COLUMNS.map(({ key }) => key)).toEqual(Object.keys(quantileRow("Without", high.none)));
  });
});
