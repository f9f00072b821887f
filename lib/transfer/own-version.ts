import { readFileSync } from "node:fs";
import path from "node:path";
import { PRODUCT_VERSION } from "#lib/product-version.ts";
import type { Own } from "./rules/format.ts";

const JOURNAL = path.join(process.cwd(), "db/migrations/meta/_journal.json");

/**
 * This program's version and migrations. An open database has exactly these, because opening it brings it up to date.
 */
export function ownVersion(): Own {
  const { entries } = JSON.parse(readFileSync(JOURNAL, "utf8")) as { entries: { tag: string }[] };
  return { product: PRODUCT_VERSION, migrations: entries.map(({ tag }) => tag) };
}
