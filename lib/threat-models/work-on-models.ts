import { workOn } from "#lib/processes/work-on.ts";
import type { MODEL_TASKS } from "./tasks.ts";

/** Does a task with threat models in a process apart. Throws WorkEnded where a file ends it, Unavailable where too many wait. */
export const workOnModels = workOn<typeof MODEL_TASKS>();
