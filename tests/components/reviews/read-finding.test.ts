import { describe, expect, it } from "vitest";
import { readFinding } from "#components/reviews/findings/read-finding.ts";
import { raiseFindingInput } from "#lib/findings/input.ts";

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  return form;
}

describe("a finding that someone raises", () => {
  const said = { title: "The key is in the log", description: "", severity: "high", cwe: "532" };

  it("blocks the approval, or does not, as they chose", () => {
    const input = { sequence: 7, title: "The key is in the log", description: "", severity: "high", cwe: 532 };
    expect(readFinding(formOf({ ...said, blocking: "blocks" }), 7)).toEqual({ ...input, blocking: true });
    expect(readFinding(formOf({ ...said, blocking: "passes" }), 7)).toEqual({ ...input, blocking: false });
  });

  it("is refused until they have chosen", () => {
    for (const fields of [said, { ...said, blocking: "" }]) {
      const parsed = raiseFindingInput.safeParse(readFinding(formOf(fields), 7));
      expect(parsed.error?.issues).toMatchObject([{ path: ["blocking"], message: "must be true or false" }]);
    }
  });
});
