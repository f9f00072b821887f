import { randomBytes } from "node:crypto";
import { env } from "#lib/env.ts";

let made: string | undefined;

/** The key for fingerprints of secrets. The application server gets one; any other process generates its own. */
export function secretsKey(): string {
  made ??= env().SECRETS_KEY ?? randomBytes(32).toString("hex");
  return made;
}
