import { afterEach, beforeEach, vi } from "vitest";

const METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;
let written: string[] = [];

// The members' name belongs to the process, which test files share.
beforeEach(() => {
  globalThis.guardiansMemberName = undefined;
});

// Output that nobody asked for is a mistake in the code under test: it fails the test that made it.
beforeEach(() => {
  written = [];
  for (const method of METHODS) {
    vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => {
      written.push(`console.${method}: ${parts.map(String).join(" ")}`);
    });
  }
});

afterEach(() => {
  if (written.length > 0) throw new Error(`The test wrote to the console:\n${written.join("\n")}`);
});
