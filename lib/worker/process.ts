import { POLICY_TASKS } from "#lib/policies/runs/tasks.ts";
import { doTasks } from "#lib/processes/do-tasks.ts";
import { REVIEW_TASKS } from "#lib/reviews/imports/tasks.ts";
import { MODEL_TASKS } from "#lib/threat-models/tasks.ts";

// The program of the server's child processes.
doTasks({ ...POLICY_TASKS, ...MODEL_TASKS, ...REVIEW_TASKS });
