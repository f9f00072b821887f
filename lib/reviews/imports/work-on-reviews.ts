import { workOn } from "#lib/processes/work-on.ts";
import type { REVIEW_TASKS } from "./tasks.ts";

/** Does a task with files of reviews in a process apart. Throws WorkEnded where a file ends it, Unavailable where too many wait. */
export const workOnReviews = workOn<typeof REVIEW_TASKS>();
