/** The path of a folder in memory, or undefined if there is none. `room`: bytes that must be free. */
export function folderInMemory(options?: { memory?: string; room?: number }): string | undefined;
