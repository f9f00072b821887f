import { workOn } from "#lib/processes/work-on.ts";
import type { MODEL_TASKS } from "./tasks.ts";

/**
 * Runs a threat model task in a separate process. Throws WorkEnded if a file terminates it, Unavailable if too many
 * tasks wait.
 */
export const workOnModels = workOn<typeof MODEL_TASKS>();
