import { describe, expect, it } from "vitest";
import { unknownListed } from "#lib/policies/analyzer/unknown-listed.ts";

const lists = (...actions: string[][]) =>
  actions.map((each, at) => ({ name: `List ${at}`, actions: each, resources: [] }));

describe("sensitive actions that there are not", () => {
  it("are named, each once, with what may be meant", async () => {
    expect(await unknownListed(lists(["iam:CreateUsr", "s3:GetObject"], ["iam:CreateUsr", "s33:GetObject"]))).toEqual([
      "The action iam:CreateUsr does not exist. Did you mean iam:CreateUser?",
      expect.stringMatching(/^The service s33:GetObject .* does not exist\. Did you mean s3\?$/),
    ]);
  });

  it("are patterns that take none, and none that take some", async () => {
    const some = ["*", "s3:*", "iam:Create*", "IAM:createuser", "iam:Create?ser"];
    expect(await unknownListed(lists(some))).toEqual([]);
    expect(await unknownListed(lists([...some, "iam:Crate*"]))).toEqual([
      expect.stringMatching(/^The action iam:Crate\* does not exist\./),
    ]);
  });

  it("are none where resources alone are listed, or nothing is", async () => {
    expect(await unknownListed([])).toEqual([]);
    expect(await unknownListed([{ name: "Resources", actions: [], resources: ["arn:aws:s3:::x"] }])).toEqual([]);
  });
});
