/** What a browser may refuse, such as to store something: null where it does. */
export function attempt<T>(work: () => T): T | null {
  try {
    return work();
  } catch {
    return null;
  }
}
