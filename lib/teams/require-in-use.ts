import { Invalid } from "#lib/errors.ts";

/** Refuses new work for a retired service, with the error at the field that names the service. */
export function requireInUse({ name, retiredAt }: { name: string; retiredAt: Date | null }): void {
  if (retiredAt === null) return;
  throw new Invalid(`${name} is retired. Choose an active service.`, [
    { path: ["serviceId"], message: "must be an active service; this one is retired" },
  ]);
}
