import { realpathSync } from "node:fs";
import { Client, type ClientOptions } from "@modelcontextprotocol/sdk/client/index.js";
import { InMemoryTransport } from "@modelcontextprotocol/sdk/inMemory.js";
import { type CallToolResult, CallToolResultSchema, ListRootsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { onTestFinished } from "vitest";
import type { WorkOptions } from "#lib/cli/check/judge/in-process-or-child.ts";
import { mcpServer } from "#lib/cli/mcp/mcp-server.ts";
import type { ReportOutput } from "#lib/cli/mcp/report-answer.ts";

export type Assistant = {
  client: Client;
  /** What the server wrote to its log. */
  log: string[];
  call: (name: string, given: Record<string, unknown>) => Promise<CallToolResult>;
  /** The structured answer of a tool that must not fail. */
  answer: <Answer = ReportOutput>(name: string, given: Record<string, unknown>) => Promise<Answer>;
  /** The words of a tool that must fail. */
  refusal: (name: string, given: Record<string, unknown>) => Promise<string>;
};

/** A client of the server over this folder, in memory. `roots` are the addresses that it shares, if it knows any. */
export async function assistant(folder: string, roots?: () => string[], work: WorkOptions = {}): Promise<Assistant> {
  const log: string[] = [];
  const server = mcpServer(realpathSync(folder), (line) => log.push(line), { short: 60_000, ...work });
  const options: ClientOptions = { capabilities: roots ? { roots: { listChanged: true } } : {} };
  const client = new Client({ name: "test", version: "1" }, options);
  if (roots) client.setRequestHandler(ListRootsRequestSchema, () => ({ roots: roots().map((uri) => ({ uri })) }));
  const [here, there] = InMemoryTransport.createLinkedPair();
  await Promise.all([server.connect(there), client.connect(here)]);
  onTestFinished(() => client.close());
  const call = (name: string, given: Record<string, unknown>) =>
    client.callTool({ name, arguments: given }, CallToolResultSchema) as Promise<CallToolResult>;
  return {
    client,
    log,
    call,
    answer: async <Answer>(name: string, given: Record<string, unknown>) => {
      const result = await call(name, given);
      if (result.isError) throw new Error(wordsOf(result));
      return result.structuredContent as Answer;
    },
    refusal: async (name, given) => {
      const result = await call(name, given);
      if (!result.isError) throw new Error(`It was answered: ${wordsOf(result)}`);
      return wordsOf(result);
    },
  };
}

export function wordsOf({ content }: CallToolResult): string {
  return content.map((part) => (part.type === "text" ? part.text : "")).join("\n");
}
