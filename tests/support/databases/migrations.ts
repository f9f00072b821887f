import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

const FOLDER = path.join(process.cwd(), "db/migrations");

/** A short name for the schema as the migrations make it: a database made from the same ones can be used again. */
export function migrationsDigest(): string {
  const digest = createHash("sha256");
  for (const name of readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).sort()) {
    if (/\.(sql|json)$/.test(name)) digest.update(name).update(readFileSync(path.join(FOLDER, name)));
  }
  return digest.digest("hex").slice(0, 16);
}
