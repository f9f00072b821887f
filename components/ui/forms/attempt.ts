/** Runs work a browser may refuse, such as storage access; null if refused. */
export function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
