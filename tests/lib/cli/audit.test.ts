import { describe, expect, it } from "vitest";
import { readAudit } from "#lib/cli/commands/audit.ts";
import { UsageError } from "#lib/cli/usage.ts";

describe("the words of the command audit", () => {
  it("are read", () => {
    expect(readAudit(["anchor"])).toEqual({ verb: "anchor", post: false });
    expect(readAudit(["anchor", "--post"])).toEqual({ verb: "anchor", post: true });
    expect(readAudit(["verify"])).toEqual({ verb: "verify" });
    expect(readAudit(["verify", "--anchor", "5f0c"])).toEqual({ verb: "verify", anchor: "5f0c" });
  });

  it.each([
    [[]],
    [["seal"]],
    [["verify", "5f0c"]],
    [["verify", "--anchor"]],
    [["verify", "--since", "1"]],
    [["anchor", "--anchor", "5f0c"]],
    [["anchor", "--post", "https://anchors.example.com"]],
    [["verify", "--post"]],
  ])("are refused when they are not understood: %j", (args) => {
    expect(() => readAudit(args)).toThrow(UsageError);
  });
});
