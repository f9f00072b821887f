import type { Order, Report } from "./message.ts";
import { type Began, TASKS } from "./tasks.ts";

// The main program of a child: it does one task after the other, and ends with the process that started it.

const say = (report: Report) => process.send?.(report);

process.on("message", ({ task, input }: Order) => {
  say({ began: null });
  const work = TASKS[task] as (input: unknown, began: Began) => unknown;
  Promise.resolve()
    .then(() => work(input, (began) => say({ began })))
    .then((done) => say({ done }))
    .catch((error: unknown) => {
      const { message, stack = "" } = error instanceof Error ? error : new Error(String(error));
      say({ failed: { message, stack } });
    });
});
process.on("disconnect", () => process.exit());
