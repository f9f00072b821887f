export function takeLock(file: string, options?: { machine?: string; space?: string }): { release: () => void };
export function processStart(pid: number): string | null;
