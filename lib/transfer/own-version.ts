import { readFileSync } from "node:fs";
import path from "node:path";
import { PRODUCT_VERSION } from "#lib/product-version.ts";
import type { Own } from "./rules/format.ts";

const JOURNAL = path.join(process.cwd(), "db/migrations/meta/_journal.json");

/** This program's version and migrations. A database that is open has exactly these: opening it brought it up to date. */
export function ownVersion(): Own {
  const { entries } = JSON.parse(readFileSync(JOURNAL, "utf8")) as { entries: { tag: string }[] };
  return { product: PRODUCT_VERSION, migrations: entries.map(({ tag }) => tag) };
}
