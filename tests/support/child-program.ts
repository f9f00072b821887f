import path from "node:path";
import { inject, vi } from "vitest";

// A child of the command as it is built: its source would be compiled again for each process.
vi.mock("#lib/cli/child-program.ts", () => ({
  childProgram: () => ({ entry: () => path.join(inject("command"), "guardians-child.mjs"), behind: false }),
}));
