import type { ActionResult } from "#lib/web/form-action.ts";

/** A form as it is sent, and as it was drawn. */
export type Forms = { form: FormData; drawn: FormData };

/**
 * Saves the fields of an edit whose control, of the same name, holds something else than when it was drawn: what somebody else has
 * changed since stays. Where nothing was changed there is nothing to save.
 */
export async function saveChanged<Fields extends object>(
  { form, drawn }: Forms,
  fields: Fields,
  save: (changed: Partial<Fields>) => Promise<ActionResult<unknown>>,
): Promise<ActionResult<unknown>> {
  const held = (data: FormData, name: string) => JSON.stringify(data.getAll(name));
  const changed = Object.entries(fields).filter(([name]) => held(form, name) !== held(drawn, name));
  return changed.length === 0 ? { ok: true, value: null } : save(Object.fromEntries(changed) as Partial<Fields>);
}
