import type { Commands } from "./run.ts";

/** Commands that read files of the caller and open no database. Each is loaded when run, independent of the others. */
export const FILE_COMMANDS: Commands = {
  check: async (args) => (await import("./commands/check.ts")).check(args),
  analyzer: async (args, output) => {
    await (await import("./commands/analyzer.ts")).analyzer(args, output);
    return undefined;
  },
  mcp: async (args, output) => {
    await (await import("./commands/mcp.ts")).mcp(args, output);
    return undefined;
  },
};
