import { POLICY_TASKS } from "#lib/policies/runs/tasks.ts";
import { doTasks } from "#lib/processes/do-tasks.ts";
import { REVIEW_TASKS } from "#lib/reviews/imports/tasks.ts";
import { MODEL_TASKS } from "#lib/threat-models/tasks.ts";

// What a child of the server runs.
doTasks({ ...POLICY_TASKS, ...MODEL_TASKS, ...REVIEW_TASKS });
