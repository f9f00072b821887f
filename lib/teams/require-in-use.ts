import { Invalid } from "#lib/errors.ts";

/** Refuses new work for a retired service, with the error at the field that names the service. */
export function requireInUse({ name, retiredAt }: { name: string; retiredAt: Date | null }): void {
  if (retiredAt === null) return;
  throw new Invalid(`${name} was retired. Choose a service that is in use.`, [
    { path: ["serviceId"], message: "must be in use: this service was retired" },
  ]);
}
