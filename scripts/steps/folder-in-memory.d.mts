/** The path of a folder in memory, or undefined where there is none to be had. `room`: bytes that have to be free. */
export function folderInMemory(options?: { memory?: string; room?: number }): string | undefined;
