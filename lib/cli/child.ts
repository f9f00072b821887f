import { doTasks } from "#lib/processes/do-tasks.ts";

// What a child of the command runs. A task is loaded when it is asked for, as a command is.
doTasks({
  checkText: async (input: never, began) =>
    (await import("./check/judge/tasks.ts")).CHECK_TASKS.checkText(input, began),
  explainRequest: async (input: never) => (await import("./explain/tasks.ts")).EXPLAIN_TASKS.explainRequest(input),
  judge: async (input: never) => (await import("./analyzer/tasks.ts")).ANALYZER_TASKS.judge(input),
});
