/** The limits of one task. Processor time is per document read or judged, in milliseconds; memory is in bytes. */
export type Limits = { processor: number; memory: number };

export const LIMITS: Limits = { processor: 20_000, memory: 256 * 1024 * 1024 };

/** The limit in words, as used in a refusal. */
export function processorWords({ processor }: Limits): string {
  return processor >= 1000 ? `${processor / 1000} s of processor time` : `${processor} ms of processor time`;
}

export function memoryWords({ memory }: Limits): string {
  return `${Math.round(memory / (1024 * 1024))} MB of memory`;
}
