import type { Commands } from "./run.ts";

/** What reads files of its caller and opens no database. A command is loaded when it is run, and waits for nothing of the others. */
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
