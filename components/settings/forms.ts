import type { ActionResult } from "#lib/web/form-action.ts";

/** A verb submitted by a settings form. */
export type Action<Input, Done = unknown> = (input: Input) => Promise<ActionResult<Done>>;

export type Named = { id: number; name: string };

/** Select options by id. */
export function options(rows: readonly Named[]) {
  return rows.map(({ id, name }) => ({ value: String(id), label: name }));
}
