/** One line of JSON, as `logError` writes: what whoever runs the product should mend. */
export function logWarning(action: string, message: string): void {
  process.stderr.write(`${JSON.stringify({ level: "warning", action, message })}\n`);
}
