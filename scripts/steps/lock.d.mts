export function takeLock(file: string, options?: { machine?: string }): { release: () => void };
export function processStart(pid: number): string | null;
