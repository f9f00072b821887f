import { Conflict } from "#lib/errors.ts";

/** Refuses to change a service that was retired. */
export function refuseRetired({ name, retiredAt }: { name: string; retiredAt: Date | null }): void {
  if (retiredAt !== null) throw new Conflict(`${name} was retired: nothing more can be changed.`);
}
