import { describe, expect, it } from "vitest";
import { historyOf } from "#lib/policies/rules/document-history.ts";

/** Documents of revisions, the newest first, each as `name=text`. */
function held(...revisions: string[][]) {
  return revisions.flatMap((documents, at) =>
    documents.map((document) => {
      const [name = "", sha256 = ""] = document.split("=");
      return { revision: revisions.length - at, name, sha256 };
    }),
  );
}

describe("the history of a document", () => {
  const words = (revisions: string[][], name: string) =>
    historyOf(held(...revisions), name).map((one) => `r${one.revision} ${one.name}=${one.sha256}`);

  it.each<[string, string[][], string[]]>([
    ["is of its name", [["a=2"], ["a=1", "b=1"]], ["r2 a=2", "r1 a=1"]],
    [
      "goes on under the name that it had with the same text",
      [["a=2"], ["a=1"], ["old=1"]],
      ["r3 a=2", "r2 a=1", "r1 old=1"],
    ],
    ["goes on through several names", [["a=1"], ["b=1"], ["c=1"], ["c=0"]], ["r4 a=1", "r3 b=1", "r2 c=1", "r1 c=0"]],
    ["ends where another text has another name", [["a=2"], ["old=1"]], ["r2 a=2"]],
    ["ends where what has the text keeps its name", [["a=1", "old=1"], ["old=1"]], ["r2 a=1"]],
    ["ends where the text was there before the last revision only", [["a=1"], ["b=2"], ["old=1"]], ["r3 a=1"]],
    [
      "takes one of two that are renamed together, and the other the other",
      [
        ["a=1", "b=1"],
        ["c=1", "d=1"],
      ],
      ["r2 a=1", "r1 c=1"],
    ],
  ])("%s", (_, revisions, expected) => {
    expect(words(revisions, "a")).toEqual(expected);
  });

  it("is another of each of two that are renamed together", () => {
    expect(
      words(
        [
          ["a=1", "b=1"],
          ["c=1", "d=1"],
        ],
        "b",
      ),
    ).toEqual(["r2 b=1", "r1 d=1"]);
  });
});
