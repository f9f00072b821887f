import { describe, expect, test } from "vitest";
import { METRIC_DEFINITIONS, METRIC_IDS, metricDefinition } from "#lib/metrics/rules/definitions.ts";
import { GUARDS } from "#lib/metrics/rules/guards.ts";

describe("definitions", () => {
  test("are listed by number and found by id", () => {
    const numbers = METRIC_DEFINITIONS.map(({ id }) => Number.parseInt(id.slice(1), 10));
    expect(numbers).toEqual(numbers.toSorted((one, other) => one - other));
    expect(METRIC_DEFINITIONS.map(({ id }) => id).toSorted()).toEqual([...METRIC_IDS].toSorted());
    for (const definition of METRIC_DEFINITIONS) expect(metricDefinition(definition.id)).toBe(definition);
  });

  test("say in whole sentences what is counted, when and how it is shown", () => {
    for (const { definition, window, shownAs, beside } of METRIC_DEFINITIONS) {
      for (const text of [definition, window, shownAs, beside ?? "None."]) expect(text).toMatch(/^[A-Z].+\.$/);
    }
  });

  test("of the backlog say that it is of the day that is asked for, where one is", () => {
    expect(metricDefinition("M6").window).toBe(
      "Now, or at the end of the day that is asked for; whatever quarter is picked.",
    );
  });

  test("of what is guarded name the numbers that guard it", () => {
    for (const [guard, guarded] of Object.entries(GUARDS)) {
      for (const id of guarded) expect(metricDefinition(id).beside).toContain(`(${guard})`);
    }
  });
});
