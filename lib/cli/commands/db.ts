import { parseArgs } from "node:util";
import { type Env, env } from "#lib/env.ts";
import { Invalid } from "#lib/errors.ts";
import { initDatabase, type Urls } from "../init-database.ts";
import { UsageError, usageErrorOf } from "../usage.ts";

/** `guardians db init`: creates the tables as their owner, for a server without that right. Returns a summary. */
export async function db(args: string[]): Promise<string> {
  readDb(args);
  return initDatabase(urlsOf(env()));
}

export function readDb(args: string[]): void {
  const [verb, ...rest] = read(args);
  if (verb !== "init") throw new UsageError(verb ? `Unknown command “db ${verb}”.` : "Name a command for db.");
  if (rest.length > 0)
    throw new UsageError(`Unexpected argument “${rest.join(" ")}”. The databases come from the environment.`);
}

function read(args: string[]): string[] {
  try {
    return parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  } catch (error) {
    throw usageErrorOf(error);
  }
}

/** From the environment only, because everybody on the machine can see command arguments. */
function urlsOf({ DATABASE_OWNER_URL: owner, DATABASE_URL: application }: Env): Urls {
  if (owner && application) return { owner, application };
  throw new Invalid(
    "Set both environment variables: DATABASE_OWNER_URL, with the role that will own the tables, and DATABASE_URL, with the server's role.",
  );
}
