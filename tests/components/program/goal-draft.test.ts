import { describe, expect, it } from "vitest";
import { measuredAt, NEW_GOAL, rewritten, startedFrom } from "#components/program/goal-draft.ts";
import { STARTER_GOALS } from "#lib/program/rules/starter-goals.ts";

const [MODELS, ISSUES] = STARTER_GOALS;
if (!(MODELS && ISSUES)) throw new Error("There are fewer starters than this test needs");

const stands = (value: number) => ({ value, unit: "", note: null, window: "2026 Q3" });

describe("a goal that is written from a starter", () => {
  it("says in its empty fields what the starter proposes, its target once it is known where the metric stands", () => {
    const started = startedFrom(NEW_GOAL, ISSUES);
    expect(started.written).toEqual({
      businessGoal: ISSUES.businessGoal,
      outcome: ISSUES.outcome,
      metric: "M3",
      direction: "down",
      target: "",
    });
    expect(measuredAt(started, stands(0.41)).written.target).toBe("0.33");
  });

  it("follows another starter, and none, where nobody wrote anything else", () => {
    const first = measuredAt(startedFrom(NEW_GOAL, ISSUES), stands(0.41));
    expect(startedFrom(first, MODELS).written).toMatchObject({ metric: "M11", direction: "up", target: "51" });
    expect(startedFrom(first, null).written).toEqual(NEW_GOAL.written);
  });

  it("keeps what someone wrote, before it was started and after", () => {
    const own = rewritten(NEW_GOAL, "outcome", "Fewer surprises");
    const started = measuredAt(startedFrom(own, ISSUES), stands(0.41));
    expect(started.written.outcome).toBe("Fewer surprises");
    const lower = rewritten(started, "target", "0.2");
    expect(measuredAt(lower, stands(0.5)).written.target).toBe("0.2");
    expect(startedFrom(lower, MODELS).written).toMatchObject({ outcome: "Fewer surprises", target: "0.2" });
  });

  it("leaves a field empty that someone emptied, until another starter is chosen", () => {
    const emptied = rewritten(startedFrom(NEW_GOAL, ISSUES), "businessGoal", "");
    expect(measuredAt(emptied, stands(0.41)).written.businessGoal).toBe("");
    expect(startedFrom(emptied, MODELS).written.businessGoal).toBe(MODELS.businessGoal);
  });

  it("proposes no direction and no target for another metric, and does so again for its own", () => {
    const started = measuredAt(startedFrom(NEW_GOAL, ISSUES), stands(0.41));
    const other = measuredAt(rewritten(started, "metric", "M8"), stands(92));
    expect(other.written).toMatchObject({ metric: "M8", direction: "", target: "" });
    const back = rewritten(other, "metric", "M3");
    expect(back.written).toMatchObject({ direction: "down", target: "" });
    expect(measuredAt(back, stands(0.5)).written.target).toBe("0.4");
    const first = rewritten(NEW_GOAL, "metric", "M8");
    expect(startedFrom(first, MODELS).written).toMatchObject({ metric: "M8", direction: "", target: "" });
  });
});
