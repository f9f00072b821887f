// Writes the list of API routes that the OpenAPI document is generated from: node scripts/api-manifest.mjs
import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const base = path.join(root, "app/api/v1");

/** The OpenAPI document itself, and the fallback for unknown routes. */
const NO_ROUTES = ["openapi.json", "[[...path]]"];

export function routeFolders() {
  return readdirSync(base, { recursive: true })
    .map(String)
    .filter((name) => path.basename(name) === "route.ts" && !NO_ROUTES.includes(path.dirname(name)))
    .map((name) => path.dirname(name).split(path.sep).join("/"))
    .sort();
}

export function manifestText(folders) {
  const imports = folders.map((folder, index) => `import * as route${index + 1} from "../${folder}/route.ts";`);
  const rows = folders.map((folder, index) => `  { path: "/api/v1/${folder}", methods: route${index + 1} },`);
  return [
    'import type { RouteEntry } from "#lib/web/openapi.ts";',
    ...imports,
    "",
    "/** Every route of the API. Written by scripts/api-manifest.mjs. */",
    "export const ROUTES: RouteEntry[] = [",
    ...rows,
    "];",
    "",
  ].join("\n");
}

if (process.argv[1] === import.meta.filename) {
  writeFileSync(path.join(base, "openapi.json/manifest.ts"), manifestText(routeFolders()));
}
