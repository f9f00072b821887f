import { setImmediate } from "node:timers/promises";
import type { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import type { RequestHandlerExtra } from "@modelcontextprotocol/sdk/shared/protocol.js";
import type { CallToolResult, ServerNotification, ServerRequest } from "@modelcontextprotocol/sdk/types.js";
import type { z } from "zod";
import type { WorkOptions } from "#lib/cli/check/judge/in-process-or-child.ts";
import { Conflict, Forbidden, Invalid, NotFound, TooMany, Unavailable } from "#lib/errors.ts";
import { fairTurns } from "#lib/processes/turns.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import { counted } from "#lib/words.ts";
import type { Progress } from "../check/run-check.ts";
import { UsageError } from "../usage.ts";
import { type Inside, insideOf } from "./readable-root.ts";
import { QUOTES_ARE_DATA, quoted, shown } from "./shown.ts";

/** State shared by the tools of one server. */
export type Shared = {
  root: string;
  /** The readable folders of the root. */
  folders: () => Promise<readonly string[]>;
  complain: (line: string) => void;
  /** How texts are processed, the same for all calls. */
  work: WorkOptions;
};

/** A tool's context for one call. */
export type Call = { inside: Inside; work: WorkOptions; progress: Progress };

/** A result, and its text form for clients without structured answers. */
type Answered<Output> = { output: Output; words: string };

type Definition<Input, Output> = { title: string; description: string; input: Input; output: Output };

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>;

/** Maximum concurrent calls; each may have a separate process. */
export const MOST_AT_ONCE = 2;
const WAITING = 32;

/** Adds tools to a server. All are read-only and take turns, and errors become answers that say what to do. */
export function toolsOf(server: McpServer, { root, folders, complain, work: shared }: Shared) {
  const turns = fairTurns({ size: MOST_AT_ONCE, waiting: WAITING });
  return <Input extends z.ZodObject, Output extends z.ZodObject>(
    name: string,
    { title, description, input, output }: Definition<Input, Output>,
    work: (given: z.output<Input>, call: Call) => Promise<Answered<z.output<Output>>>,
  ): void => {
    const answer = async (given: unknown, extra: Extra): Promise<CallToolResult> => {
      try {
        await turns.begin(null);
        try {
          extra.signal.throwIfAborted();
          const inside = insideOf(root, await folders());
          const call = { inside, work: { ...shared, signal: extra.signal }, progress: progressOf(extra) };
          const { output: structuredContent, words } = await work(given as z.output<Input>, call);
          return { structuredContent, content: [{ type: "text", text: words }] };
        } finally {
          turns.end(null);
        }
      } catch (error) {
        if (!extra.signal.aborted && !isExpected(error)) complain(`${name} failed: ${describe(error)}`);
        return { isError: true, content: [{ type: "text", text: wordsOf(error) }] };
      }
    };
    const annotations = { readOnlyHint: true, destructiveHint: false, idempotentHint: true, openWorldHint: false };
    const schemas: { inputSchema: z.ZodObject; outputSchema: z.ZodObject } = {
      inputSchema: input,
      outputSchema: output,
    };
    server.registerTool(name, { title, description, annotations, ...schemas }, answer);
  };
}

const EVERY = 25;

/** Yields between two files, so that other requests and cancellations are handled. */
function progressOf({ signal, sendNotification, _meta }: Extra): Progress {
  const progressToken = _meta?.progressToken;
  return async (done, total) => {
    signal.throwIfAborted();
    if (progressToken !== undefined && (done % EVERY === 0 || done === total)) {
      const message = `Checked ${done} of ${counted(total, "file")}.`;
      await sendNotification({
        method: "notifications/progress",
        params: { progressToken, progress: done, total, message },
      });
    }
    await setImmediate();
  };
}

const EXPECTED = [Conflict, Forbidden, Invalid, NotFound, TooMany, Unavailable, UsageError, WorkEnded];

function isExpected(error: unknown): boolean {
  return EXPECTED.some((kind) => error instanceof kind);
}

/** An error may quote a document, so its message is quoted. Unexpected errors appear only in the log. */
function wordsOf(error: unknown): string {
  if (!isExpected(error)) return "This could not be done because of an internal error. See the server's log.";
  return ["This could not be done:", ...(error as Error).message.split("\n").map(quoted), QUOTES_ARE_DATA].join("\n");
}

function describe(error: unknown): string {
  const words = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return words.split("\n").map(shown).join("\n");
}
