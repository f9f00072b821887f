import type { ActionResult } from "#lib/web/form-action.ts";

/** A form as it is sent, and as it was drawn. */
export type Forms = { form: FormData; drawn: FormData };

/**
 * Saves the fields of an edit whose control, of the same name, holds something else than when it was drawn: what someone else has
 * changed since stays. Where nothing was changed there is nothing to save.
 */
export async function saveChanged<Fields extends object>(
  { form, drawn }: Forms,
  fields: Fields,
  save: (changed: Partial<Fields>) => Promise<ActionResult<unknown>>,
): Promise<ActionResult<unknown>> {
  const changed = Object.entries(fields).filter(([name]) => isChanged({ form, drawn }, name));
  return changed.length === 0 ? { ok: true, value: null } : save(Object.fromEntries(changed) as Partial<Fields>);
}

/** Whether a control holds something else than when it was drawn. */
export function isChanged({ form, drawn }: Forms, name: string): boolean {
  return JSON.stringify(form.getAll(name)) !== JSON.stringify(drawn.getAll(name));
}
