export function takeLock(
  file: string,
  options?: { machine?: string; space?: string; fileSystem?: number },
): { release: () => void };
export function processStart(pid: number): string | null;
