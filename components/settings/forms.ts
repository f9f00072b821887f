import type { ActionResult } from "#lib/web/form-action.ts";

/** A verb that a form of the settings sends. */
export type Action<Input, Done = unknown> = (input: Input) => Promise<ActionResult<Done>>;

export type Named = { id: number; name: string };

/** Things to choose among, by their numbers. */
export function options(rows: readonly Named[]) {
  return rows.map(({ id, name }) => ({ value: String(id), label: name }));
}
