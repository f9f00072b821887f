import { once } from "node:events";
import { parseArgs } from "node:util";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { openRoot } from "#lib/cli/mcp/readable-root.ts";
import { mcpServer } from "../mcp/mcp-server.ts";
import { LONGEST_LINE, wholeLines } from "../mcp/whole-lines.ts";
import { usageErrorOf } from "../usage.ts";

/** `guardians mcp`: tools for coding assistants on standard input and output, until the input ends. */
export async function mcp(args: string[], { complain }: { complain: (line: string) => void }): Promise<void> {
  const root = openRoot(readRoot(args));
  const lines = process.stdin.pipe(wholeLines(complain));
  const ended = Promise.race([once(lines, "end"), once(process, "SIGTERM"), once(process, "SIGINT")]);
  const server = mcpServer(root, complain);
  await server.connect(new StdioServerTransport(lines, process.stdout, { maxBufferSize: LONGEST_LINE + 1 }));
  await ended;
  await server.close();
  process.stdin.destroy();
}

function readRoot(args: string[]): string {
  try {
    const { values } = parseArgs({ args, options: { root: { type: "string", default: "." } } });
    return values.root;
  } catch (error) {
    throw usageErrorOf(error);
  }
}
