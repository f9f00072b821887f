import { Conflict } from "#lib/errors.ts";

/** Refuses changes to a retired service. */
export function refuseRetired({ name, retiredAt }: { name: string; retiredAt: Date | null }): void {
  if (retiredAt !== null) throw new Conflict(`${name} is retired and cannot be changed.`);
}
