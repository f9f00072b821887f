import path from "node:path";
import { parseArgs } from "node:util";
import { UsageError, usageErrorOf } from "./usage.ts";

/** The single argument of a command that names a file. */
export function readFileName(args: string[]): string {
  const [file, ...rest] = positionalsOf(args);
  if (!file) throw new UsageError("FILE is required.");
  if (rest.length > 0)
    throw new UsageError(`Unexpected argument “${rest.join(" ")}”. Quote names that contain spaces.`);
  return path.resolve(file);
}

function positionalsOf(args: string[]): string[] {
  try {
    return parseArgs({ args, options: {}, allowPositionals: true }).positionals;
  } catch (error) {
    throw usageErrorOf(error);
  }
}
