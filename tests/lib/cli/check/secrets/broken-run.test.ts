import { describe, expect, it, vi } from "vitest";
import { KEY_ID, SECRET } from "../../../checks/credentials/fake-keys.ts";
import { workspace } from "../workspace.ts";

const quoted: string[] = [];
vi.mock("#lib/cli/check/judge/check-text.ts", () => ({
  checkText: () => Promise.reject(new Error(`It broke at: ${quoted.join(" ")}`)),
}));

const place = workspace();

describe("a run that broke", () => {
  it("S39 says what broke without the secrets of the file", async () => {
    quoted.push(KEY_ID, SECRET, "hunter 22");
    place.write({ "t.yaml": `# ${KEY_ID} ${SECRET}\nResources:\n  A:\n    Password: "hunter 22"\n` });
    const report = await place.check("t.yaml");
    expect(report.errors).toEqual([
      "t.yaml: The check could not be run: It broke at: [redacted] [redacted] [redacted]",
    ]);
    expect(report.exitCode).toBe(1);
  });
});
