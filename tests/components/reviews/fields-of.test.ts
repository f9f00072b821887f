import { describe, expect, it } from "vitest";
import { fieldsOf, MOVES, type MoveVerb } from "#components/reviews/moves/moves.ts";

const REVIEW = { state: "approved", launchedSince: false, answerOwed: false, today: "2026-11-25" } as const;

function asked(verb: MoveVerb, parts: Partial<Parameters<typeof fieldsOf>[1]> = {}) {
  const move = MOVES.find((one) => one.verb === verb);
  if (!move) throw new Error(`No move is called ${verb}`);
  return fieldsOf(move, { ...REVIEW, ...parts }).map((field) => [
    "name" in field ? field.name : field.kind,
    "required" in field && field.required === true,
  ]);
}

describe("the fields of a move", () => {
  it("are an answer that has to be written where one is owed", () => {
    const state = "changes_requested";
    expect(asked("resubmit", { state, answerOwed: true })).toEqual([["message", true]]);
    expect(asked("resubmit", { state })).toEqual([["message", false]]);
  });

  it("say that the change was dropped where it was approved and not launched, and nowhere else", () => {
    expect(asked("close")).toEqual([
      ["reason", true],
      ["dropped", true],
    ]);
    expect(asked("close", { launchedSince: true })).toEqual([]);
    expect(asked("close", { state: "rejected" })).toEqual([["reason", true]]);
  });

  it("begin with today where a launch is recorded", () => {
    for (const verb of ["record_launch", "break_glass"] as const) {
      const move = MOVES.find((one) => one.verb === verb);
      expect(move && fieldsOf(move, REVIEW)[0]).toMatchObject({ name: "launchedOn", value: "2026-11-25" });
    }
  });

  it("say of the reason of a release who reads it", () => {
    const release = MOVES.find(({ verb }) => verb === "release");
    expect(release?.fields).toMatchObject([
      { name: "reason", description: "Anyone who can see the review can read this." },
    ]);
  });

  it("are those of the move itself for every other", () => {
    for (const move of MOVES) {
      if (!["resubmit", "close", "record_launch", "break_glass"].includes(move.verb))
        expect(fieldsOf(move, REVIEW)).toEqual(move.fields);
    }
  });
});
