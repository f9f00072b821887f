import type { Began, Order, Report, Tasks } from "./message.ts";

const say = (report: Report) => process.send?.(report);

/** The main program of a child: it does the table's tasks one after another, and ends with its parent process. */
export function doTasks(tasks: Tasks): void {
  process.on("message", ({ task, input }: Order) => {
    say({ began: null });
    const work = tasks[task] as (input: unknown, began: Began) => unknown;
    Promise.resolve()
      .then(() => work(input, (began) => say({ began })))
      .then((done) => say({ done }))
      .catch((error: unknown) => {
        const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
        say({ failed: { message, stack } });
      });
  });
  process.on("disconnect", () => process.exit());
}
