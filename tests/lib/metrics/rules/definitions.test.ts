import { describe, expect, test } from "vitest";
import { isAboutPeople, METRIC_DEFINITIONS, METRIC_IDS, metricDefinition } from "#lib/metrics/rules/definitions.ts";
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
    expect(metricDefinition("M6").window).toBe("Now, or the end of the chosen day, whichever quarter is selected.");
  });

  test("of people say that they are as of now, and none of a day of the past", () => {
    const said = METRIC_DEFINITIONS.filter(({ shownAs }) =>
      shownAs.includes("and for past days. Values are current and, in"),
    );
    expect(said.map(({ id }) => id)).toEqual(["M12", "M13", "M14", "M17", "M18"]);
    for (const { id } of METRIC_DEFINITIONS) expect(isAboutPeople(id)).toBe(said.some((one) => one.id === id));
    expect(said.every(({ shownAs }) => shownAs.includes("a running quarter, change as people act."))).toBe(true);
    for (const { shownAs } of METRIC_DEFINITIONS) expect(shownAs).not.toContain("inside");
  });

  test("of involvement say which reviews use up a threat model, and which do not", () => {
    expect(metricDefinition("M10").definition).toContain(
      "model version with threats. The guardian must have imported or attached that version, and it must not have been part of an earlier review. Drafts,",
    );
  });

  test("of what is guarded name the numbers that guard it", () => {
    for (const [guard, guarded] of Object.entries(GUARDS)) {
      for (const id of guarded) expect(metricDefinition(id).beside).toContain(`(${guard})`);
    }
  });
});
