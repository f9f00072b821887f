import { Conflict, Forbidden, Invalid, NotFound, Unavailable } from "#lib/errors.ts";
import { PRODUCT_VERSION } from "#lib/product-version.ts";
import { helpOf, UsageError, usageOf } from "./usage.ts";

/** Output channels of a command, for results and for errors. */
export type Output = { say: (line: string) => void; complain: (line: string) => void };

/** The answer of a command with a special exit code. */
export type Answer = { text: string; exitCode: number };

/** Takes the arguments after its name. Throws UsageError if it does not understand them. */
type Command = (args: string[], output: Output) => Promise<string | Answer | undefined>;

export type Commands = Readonly<Record<string, Command>>;

/** Runs a command and returns its exit code: 0 done, 1 not understood, refused or failed; a command may have others. */
export async function run(commands: Commands, args: string[], { say, complain }: Output): Promise<number> {
  const [name, ...rest] = args;
  const names = Object.keys(commands);
  try {
    if (asks(args, "--help", "-h")) {
      say(usageOf(name, names));
      return 0;
    }
    if (asks(args, "--version", "-V")) {
      say(`guardians ${PRODUCT_VERSION}`);
      return 0;
    }
    const done = await start(commands, name, rest, { say, complain });
    if (done === undefined) return 0;
    say(typeof done === "string" ? done : done.text);
    return typeof done === "string" ? 0 : done.exitCode;
  } catch (error) {
    const words = wordsOf(error);
    complain(error instanceof UsageError ? `${words.replace(/\s+/g, " ")} ${helpOf(name, names)}` : words);
    return 1;
  }
}

/** Whether one of these words appears before a lone `--`; everything after it is a path. */
function asks(args: string[], ...words: string[]): boolean {
  const end = args.indexOf("--");
  return args.slice(0, end < 0 ? undefined : end).some((word) => words.includes(word));
}

function start(commands: Commands, name: string | undefined, args: string[], output: Output) {
  const command = name !== undefined && Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) throw new UsageError(name ? `Unknown command “${name}”.` : "Name a command.");
  return command(args, output);
}

function wordsOf(error: unknown): string {
  if (error instanceof Invalid && error.problems.length > 1) {
    return [error.message, ...error.problems.map(({ path, message }) => `  ${path.join(".")}: ${message}`)].join("\n");
  }
  const expected = [Conflict, Forbidden, Invalid, NotFound, Unavailable, UsageError];
  if (expected.some((kind) => error instanceof kind)) return (error as Error).message;
  return error instanceof Error ? reasonOf(error) : String(error);
}

/** A driver describes the problem in the innermost cause. The outer message would repeat the SQL statement. */
function reasonOf(error: Error): string {
  return error.cause instanceof Error ? reasonOf(error.cause) : error.message || error.name;
}
