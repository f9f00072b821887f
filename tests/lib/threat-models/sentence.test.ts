import { expect, test } from "vitest";
import { threatSentence } from "#lib/threat-models/sentence.ts";

const nothing = { source: null, prerequisites: null, action: null, impact: null, goals: [], assets: [] };

test("the whole sentence", () => {
  expect(
    threatSentence({
      source: "clerk",
      prerequisites: "with a stolen badge",
      action: "open the vault",
      impact: "missing gold",
      goals: ["availability", "confidentiality", "integrity"],
      assets: ["the gold"],
    }),
  ).toBe(
    "A clerk with a stolen badge can open the vault, which leads to missing gold, resulting in reduced availability, confidentiality and/or integrity of the gold",
  );
});

test.each([
  [{ source: "insider", action: "read mail" }, "An insider can read mail"],
  [{ action: "read mail" }, "A threat source can read mail"],
  [{ source: "clerk" }, "A clerk"],
  [{ source: "clerk", action: "read mail", goals: ["privacy"] }, "A clerk can read mail, resulting in reduced privacy"],
  [{ source: "clerk", action: "read mail", assets: ["mail"] }, "A clerk can read mail, negatively impacting mail"],
  [{ impact: "loss of trust" }, "Which leads to loss of trust"],
  [{ source: "an outsider", action: "read mail" }, "An outsider can read mail"],
  [{ source: "Someone in a shop", action: "read mail" }, "Someone in a shop can read mail"],
  [{ source: "A-team", action: "read mail" }, "An A-team can read mail"],
  [{ source: " ", assets: ["", " "] }, ""],
  [{}, ""],
])("%j", (parts, sentence) => {
  expect(threatSentence({ ...nothing, ...parts })).toBe(sentence);
});
