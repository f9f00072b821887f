import type { ActionResult } from "#lib/web/form-action.ts";

/** A form's submitted and initial values. */
export type Forms = { form: FormData; drawn: FormData };

/**
 * Saves only the fields whose same-named control changed, so that other people's edits stay. Without changes nothing is
 * saved.
 */
export async function saveChanged<Fields extends object>(
  { form, drawn }: Forms,
  fields: Fields,
  save: (changed: Partial<Fields>) => Promise<ActionResult<unknown>>,
): Promise<ActionResult<unknown>> {
  const changed = Object.entries(fields).filter(([name]) => isChanged({ form, drawn }, name));
  return changed.length === 0 ? { ok: true, value: null } : save(Object.fromEntries(changed) as Partial<Fields>);
}

/** Whether a control's value differs from its initial value. */
export function isChanged({ form, drawn }: Forms, name: string): boolean {
  return JSON.stringify(form.getAll(name)) !== JSON.stringify(drawn.getAll(name));
}
