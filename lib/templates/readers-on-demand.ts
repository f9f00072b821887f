import type * as Readers from "./readers.ts";

/**
 * The browser's version of `#readers`: the readers are a third of what the playground would load, and most texts are
 * plain policies. Unset until `loadReaders` has finished.
 */
export let READERS: typeof Readers.READERS;

/** Call this before reading a text that `formatOf` identifies as a template or a plan. */
export async function loadReaders(): Promise<void> {
  ({ READERS } = await import("./readers.ts"));
}
