import type { Tasks } from "./message.ts";
import { pool } from "./pool.ts";

type Input<Table extends Tasks, Name extends keyof Table> = Parameters<Table[Name]>[0];
type Output<Table extends Tasks, Name extends keyof Table> = Awaited<ReturnType<Table[Name]>>;

/** Does tasks of a table in the pool of this process, whose processes have the table. Only its type is loaded here. */
export function workOn<Table extends Tasks>() {
  return <Name extends keyof Table & string>(task: Name, input: Input<Table, Name>): Promise<Output<Table, Name>> => {
    return pool().work(task, input) as Promise<Output<Table, Name>>;
  };
}
