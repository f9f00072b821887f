import type { ServiceCheck } from "../check.ts";

/** Every check that needs service facts. */
export const SERVICE_CHECKS: readonly ServiceCheck[] = [];
