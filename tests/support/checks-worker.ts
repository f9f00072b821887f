import { inject } from "vitest";
import { openPool, sharePool } from "#lib/processes/pool.ts";

// Two test files at once have two processes each at most; they end with the process of the tests.
sharePool(openPool({ entry: () => inject("checksWorker"), size: 2 }));
