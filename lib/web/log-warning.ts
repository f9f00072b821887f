import { logLine } from "#lib/log-line.ts";

/** Writes one line of JSON, in the format of `logError`, about a problem the operator should fix. */
export function logWarning(action: string, message: string): void {
  process.stderr.write(logLine({ level: "warning", action, message }));
}
