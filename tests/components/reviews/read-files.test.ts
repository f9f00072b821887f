import { describe, expect, it } from "vitest";
import { readFiles, refusalWords } from "#components/reviews/evidence/read-files.ts";

describe("files that are chosen on a page", () => {
  it("are sent to the last byte, with the byte order mark that they begin with", async () => {
    const files = [new File(["\ufeff{}"], "marked.json"), new File(["{}"], "plain.json")];
    const { read, problems } = await readFiles(files);
    expect(read).toEqual([
      { name: "marked.json", content: "\ufeff{}" },
      { name: "plain.json", content: "{}" },
    ]);
    expect(problems).toEqual([]);
  });

  it("are named where they hold no text", async () => {
    const files = [new File(["\ufeff \n"], "empty.json"), new File([new Uint8Array([0xff, 0xfe])], "other.json")];
    expect(await readFiles(files)).toEqual({
      read: [],
      problems: ["empty.json is empty.", "other.json is not UTF-8 text."],
    });
  });
});

describe("a file that is not taken", () => {
  it("is told what its name must be, or what stood in its way", () => {
    const long = { path: ["name"], message: "must be at most 200 characters" };
    expect(refusalWords({ detail: "The input is invalid.", problems: [long] })).toBe(
      "Its name must be at most 200 characters.",
    );
    const broken = { path: [3, 1], message: "A value is missing here." };
    expect(refusalWords({ detail: "This is not valid JSON: line 3.", problems: [broken] })).toBe(
      "This is not valid JSON: line 3.",
    );
    expect(refusalWords({ detail: "Too many files at once." })).toBe("Too many files at once.");
  });
});
