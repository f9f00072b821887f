import { workOn } from "#lib/processes/work-on.ts";
import type { POLICY_TASKS } from "./tasks.ts";

/**
 * Does a task with policies in a separate process. Throws WorkEnded if a document ends the process, Unavailable if too
 * many tasks wait.
 */
export const workOnPolicies = workOn<typeof POLICY_TASKS>();
