import { describe, expect, it } from "vitest";
import { fieldsOf, MOVES, type MoveVerb } from "#components/reviews/moves.ts";

const REVIEW = { state: "approved", launchedSince: false, answerOwed: false } as const;

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
    expect(asked("close", { launchedSince: true })).toEqual([["reason", true]]);
    expect(asked("close", { state: "rejected" })).toEqual([["reason", true]]);
  });

  it("say of the reason of a release who reads it", () => {
    const release = MOVES.find(({ verb }) => verb === "release");
    expect(release?.fields).toMatchObject([{ name: "reason", description: "Whoever sees the review reads it." }]);
  });

  it("are those of the move itself for every other", () => {
    for (const move of MOVES) {
      if (move.verb !== "resubmit" && move.verb !== "close") expect(fieldsOf(move, REVIEW)).toEqual(move.fields);
    }
  });
});
