/** How deep causes are followed: drivers and builders wrap an error once or twice. */
const DEPTH = 5;

/** Whether an error, or what caused it at any depth, is one of these by the code of its driver, empty where it has none, or its words. */
export function isCausedBy(
  error: unknown,
  isOne: (error: { code: string; message: string }) => boolean,
  depth = DEPTH,
): boolean {
  if (!(error instanceof Error) || depth === 0) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return isOne({ code, message: error.message }) || isCausedBy(error.cause, isOne, depth - 1);
}
