import { doTasks } from "#lib/processes/do-tasks.ts";

// Child processes of the command run this. Tasks are loaded on demand, like commands.
doTasks({
  checkText: async (input: never, began) =>
    (await import("./check/judge/tasks.ts")).CHECK_TASKS.checkText(input, began),
  explainRequest: async (input: never) => (await import("./explain/tasks.ts")).EXPLAIN_TASKS.explainRequest(input),
  judge: async (input: never) => (await import("./analyzer/tasks.ts")).ANALYZER_TASKS.judge(input),
});
