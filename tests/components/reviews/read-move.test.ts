import { describe, expect, it } from "vitest";
import { MOVES } from "#components/reviews/moves/moves.ts";
import { readMove } from "#components/reviews/moves/read-move.ts";

function formOf(...fields: [name: string, value: string][]): FormData {
  const form = new FormData();
  for (const [name, value] of fields) form.append(name, value);
  return form;
}

describe("the input of a move", () => {
  it("holds the sequence and what its controls hold, for every move", () => {
    for (const { verb, fields } of MOVES) {
      const input = readMove(verb, formOf(), 7);
      const names = fields.map((field) => ("name" in field ? field.name : field.kind));
      expect(Object.keys(input).sort()).toEqual(["sequence", ...names].sort());
      expect(input.sequence).toBe(7);
    }
  });

  it("reads what is ticked of what blocks", () => {
    const form = formOf(["asks.results", "a"], ["asks.results", "b"], ["asks.threats", "7"]);
    expect(readMove("request_changes", form, 1)).toMatchObject({ asks: { results: ["a", "b"], threats: [7] } });
  });

  it("reads each condition, and feedback that rates", () => {
    const form = formOf(
      ["reason", "Good."],
      ["conditions.text", "Rotate the key"],
      ["conditions.when", "after_launch"],
      ["conditions.ownerId", "3"],
      ["conditions.dueOn", "2026-12-01"],
      ["conditions.text", "Tell the team"],
      ["conditions.when", "before_launch"],
      ["conditions.ownerId", "4"],
      ["conditions.dueOn", "2026-12-02"],
      ["feedback", "rate"],
      ["scope", "0"],
      ["threats", "1"],
      ["mitigations", "2"],
      ["validation", ""],
      ["sentence", "Clear."],
    );
    expect(readMove("approve_with_conditions", form, 1)).toEqual({
      sequence: 1,
      reason: "Good.",
      conditions: [
        { text: "Rotate the key", when: "after_launch", ownerId: 3, dueOn: "2026-12-01" },
        { text: "Tell the team", when: "before_launch", ownerId: 4, dueOn: "2026-12-02" },
      ],
      feedback: { scope: 0, threats: 1, mitigations: 2, validation: null, sentence: "Clear." },
    });
  });

  it("reads feedback that is declined or left for later", () => {
    const declined = formOf(["feedback", "decline"], ["declinedReason", "Never met."]);
    expect(readMove("reject", declined, 1).feedback).toEqual({ declinedReason: "Never met." });
    expect(readMove("reject", formOf(["feedback", "later"]), 1).feedback).toBeUndefined();
  });

  it("reads a move that is ticked", () => {
    expect(readMove("close", formOf(["reason", "Launched."]), 1).dropped).toBe(false);
    expect(readMove("close", formOf(["reason", "Dropped."], ["dropped", "on"]), 1).dropped).toBe(true);
  });
});
