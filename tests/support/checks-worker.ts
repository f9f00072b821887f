import { inject } from "vitest";
import { openPool, type Pool, sharePool } from "#lib/processes/pool.ts";

/** This file is read for each test file, and the process of the tests stays: so do the processes of its pool, warm. */
const kept = globalThis as unknown as { poolOfTests?: Pool };

// Two test files at once have two processes each at most, which come before nothing else; they end with the process of the tests.
kept.poolOfTests ??= openPool({ entry: () => inject("checksWorker"), size: 2, behind: false });
sharePool(kept.poolOfTests);
