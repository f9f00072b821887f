import { workOn } from "#lib/processes/work-on.ts";
import type { POLICY_TASKS } from "./tasks.ts";

/** Does a task with policies in a process apart. Throws WorkEnded where a document ends it, Unavailable where too many wait. */
export const workOnPolicies = workOn<typeof POLICY_TASKS>();
