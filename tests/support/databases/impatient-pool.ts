import { afterEach, beforeEach, inject } from "vitest";
import { openPool, type Pool, pool, sharePool } from "#lib/processes/pool.ts";

/** Gives each test a pool whose documents have next to no time. */
export function useImpatientPool(): void {
  let before: Pool;
  let impatient: Pool;
  beforeEach(() => {
    before = pool();
    const limits = { processor: 20, memory: 256 * 1024 * 1024 };
    impatient = openPool({ entry: () => inject("checksWorker"), limits, size: 1 });
    sharePool(impatient);
  });
  afterEach(() => {
    sharePool(before);
    impatient.close();
  });
}
