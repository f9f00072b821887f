/** How deep causes are followed. Drivers and query builders wrap an error once or twice. */
const DEPTH = 5;

/** Whether an error, or one of its causes at any depth, matches by driver code (empty if it has none) or by message. */
export function isCausedBy(
  error: unknown,
  isOne: (error: { code: string; message: string }) => boolean,
  depth = DEPTH,
): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return isOne({ code, message: error.message }) || isCausedBy(error.cause, isOne, depth - 1);
}
