import { POLICY_TASKS } from "#lib/policies/tasks.ts";
import { doTasks } from "./do-tasks.ts";

// What a child of the server runs.
doTasks(POLICY_TASKS);
