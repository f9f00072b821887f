import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type DiffPiece, wordDiff } from "#lib/threat-models/rules/word-diff.ts";

const text = (pieces: readonly DiffPiece[], without: DiffPiece["kind"]) =>
  pieces
    .filter(({ kind }) => kind !== without)
    .map(({ text }) => text)
    .join(" ");

describe("words removed and put in", () => {
  it("stand where they were", () => {
    expect(wordDiff("an IAM Principal who can modify access", "a principal who can modify access")).toEqual([
      { kind: "out", text: "an IAM Principal" },
      { kind: "in", text: "a principal" },
      { kind: "same", text: "who can modify access" },
    ]);
    expect(wordDiff("", "availability")).toEqual([{ kind: "in", text: "availability" }]);
    expect(wordDiff("", "")).toEqual([]);
  });

  it("give both texts back", () => {
    const words = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 12 }).map((all) => all.join(" "));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const pieces = wordDiff(before, after);
        expect(text(pieces, "in")).toBe(before);
        expect(text(pieces, "out")).toBe(after);
      }),
    );
  });

  it("of very long texts are the whole texts", () => {
    const long = "word ".repeat(500).trim();
    expect(wordDiff(long, "short").map(({ kind }) => kind)).toEqual(["out", "in"]);
  });
});
