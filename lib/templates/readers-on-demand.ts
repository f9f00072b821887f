import type * as Readers from "./readers.ts";

/**
 * What `#readers` is in a browser: the readers are a third of what the playground would load, and most texts are plain policies.
 * It is not set before `loadReaders` has ended.
 */
export let READERS: typeof Readers.READERS;

/** Call it before reading a text that `formatOf` calls a template or a plan. */
export async function loadReaders(): Promise<void> {
  ({ READERS } = await import("./readers.ts"));
}
