import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { judgeDocument } from "#lib/checks/judge-document.ts";
import { readProfileFile } from "#lib/checks/profile-file.ts";
import { readProfile } from "#lib/checks/read-profile.ts";
import { readTemplate } from "#lib/templates/read.ts";

/** The JSON that is shown below a heading. */
function jsonBelow(heading: string): string {
  const [, below = ""] = readFileSync("docs/ci.md", "utf8").split(`\n## ${heading}\n`);
  return /```json\n([\s\S]*?)```/.exec(below)?.[1] ?? "";
}

describe("the document about CI", () => {
  it("shows a profile that a policy can be checked against", () => {
    const read = readProfileFile(jsonBelow("Profiles"));
    if (!read.ok) throw new Error(read.problems[0]?.message);
    const profile = readProfile(read.value);
    const verdict = (Action: string) => {
      const Statement = [{ Effect: "Allow", Action, Resource: "arn:aws:s3:::orders/*" }];
      const text = JSON.stringify({ Version: "2012-10-17", Statement });
      const document = { name: "policy.json", text, reading: readTemplate(text) };
      const results = judgeDocument(document, profile, { hash: (words) => words });
      return results.find(({ check }) => check === "no_new_access")?.verdict;
    };
    expect(verdict("s3:GetObject")).toBe("pass");
    expect(verdict("s3:DeleteObject")).toBe("fail");
  });
});
