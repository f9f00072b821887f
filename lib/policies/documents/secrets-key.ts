import { randomBytes } from "node:crypto";
import { env } from "#lib/env.ts";

let made: string | undefined;

/** The key of the fingerprints of secrets. What serves the application is given one; any other process has its own. */
export function secretsKey(): string {
  made ??= env().SECRETS_KEY ?? randomBytes(32).toString("hex");
  return made;
}
