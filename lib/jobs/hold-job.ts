import { QUEUE_SCHEMA } from "./queue.ts";

type Execute = (text: string, values: unknown[]) => Promise<unknown>;
type Held = { id: string; name: string; mostSeconds: number };

const BEAT_MS = 5_000;

/**
 * Signals repeatedly that this instance still works on a job, until it is released or exceeds its time. pg-boss
 * measures the silence from `started_on`. A failed heartbeat is made up for by the next.
 */
export function holdJob(execute: Execute, { id, name, mostSeconds }: Held, beatMs = BEAT_MS): { release: () => void } {
  const began = performance.now();
  const beat = setInterval(() => {
    if (performance.now() - began > mostSeconds * 1_000) clearInterval(beat);
    else execute(STILL_ACTIVE, [name, id]).catch(() => undefined);
  }, beatMs);
  beat.unref();
  return { release: () => clearInterval(beat) };
}

const STILL_ACTIVE = `update ${QUEUE_SCHEMA}.job set started_on = now() where name = $1 and id = $2 and state = 'active'`;
