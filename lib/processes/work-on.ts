import { type Actor, actorKey, personOf } from "#lib/auth/actor.ts";
import type { Tasks } from "./message.ts";
import { pool } from "./pool.ts";

type Input<Table extends Tasks, Name extends keyof Table> = Parameters<Table[Name]>[0];
type Output<Table extends Tasks, Name extends keyof Table> = Awaited<ReturnType<Table[Name]>>;

/** Who requests work. Pending work of one person does not hold up others, however many tokens they use. */
export type Asker = { actor: Actor } | { by: string };

/** Does a table's tasks in this process's pool, whose processes have the table. Only its type is loaded here. */
export function workOn<Table extends Tasks>() {
  return <Name extends keyof Table & string>(
    asker: Asker,
    task: Name,
    input: Input<Table, Name>,
  ): Promise<Output<Table, Name>> => pool().work(task, input, keyOf(asker)) as Promise<Output<Table, Name>>;
}

function keyOf(asker: Asker): string {
  return "by" in asker ? asker.by : actorKey(personOf(asker.actor) ?? asker.actor);
}
