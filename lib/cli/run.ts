import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from "#lib/errors.ts";
import { PRODUCT_VERSION } from "#lib/product-version.ts";
import { helpOf, UsageError, usageOf } from "./usage.ts";

/** Where a command says what it did, and what went wrong. */
export type Output = { say: (line: string) => void; complain: (line: string) => void };

/** What a command answers that ends otherwise than done or failed. */
export type Answer = { text: string; exitCode: number };

/** Runs one command and returns its exit code: 0 done, 1 not understood, refused or failed; a command may have others. */
export async function run(args: string[], { say, complain }: Output): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (args.some((word) => word === "--help" || word === "-h")) {
      say(usageOf(command));
      return 0;
    }
    if (args.some((word) => word === "--version" || word === "-V")) {
      say(`guardians ${PRODUCT_VERSION}`);
      return 0;
    }
    const done = await start(command, rest, { say, complain });
    if (done === undefined) return 0;
    say(typeof done === "string" ? done : done.text);
    return typeof done === "string" ? 0 : done.exitCode;
  } catch (error) {
    const words = wordsOf(error);
    complain(error instanceof UsageError ? `${words.replace(/\s+/g, " ")} ${helpOf(command)}` : words);
    return 1;
  }
}

/** A command is loaded when it is run: one that needs no database does not wait for its driver. */
async function start(
  command: string | undefined,
  args: string[],
  output: Output,
): Promise<string | Answer | undefined> {
  if (command === "check") return (await import("./commands/check.ts")).check(args);
  if (command === "admin") return (await import("./commands/admin.ts")).admin(args);
  if (command === "audit") return (await import("./commands/audit.ts")).audit(args);
  if (command === "backup") return (await import("./commands/backup.ts")).backup(args);
  if (command === "db") return (await import("./commands/db.ts")).db(args);
  if (command === "export") return (await import("./commands/export.ts")).exportToFile(args);
  if (command === "import") return (await import("./commands/import.ts")).importFromFile(args);
  if (command === "restore") return (await import("./commands/restore.ts")).restore(args);
  if (command === "analyzer") {
    await (await import("./commands/analyzer.ts")).analyzer(args, output);
    return undefined;
  }
  throw new UsageError(command ? `There is no command “${command}”.` : "Which command?");
}

function wordsOf(error: unknown): string {
  if (error instanceof Invalid && error.problems.length > 1) {
    return [error.message, ...error.problems.map(({ path, message }) => `  ${path.join(".")}: ${message}`)].join("\n");
  }
  const expected = [Conflict, Forbidden, Invalid, NotFound, Unavailable, UsageError];
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? reasonOf(error) : String(error);
}

/** A driver says what happened in the innermost cause; the outer message would repeat the statement. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}
