import { logLine } from "#lib/log-line.ts";

/** One line of JSON, as `logError` writes: what whoever runs the product should mend. */
export function logWarning(action: string, message: string): void {
  process.stderr.write(logLine({ level: "warning", action, message }));
}
