import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** An import of a source file. `target` is a path from the root for a file of ours, and the specifier for a package. */
export type Import = { target: string; ours: boolean; typeOnly: boolean };

export type Source = { file: string; text: string; imports: Import[] };

const FOLDERS = ["app", "components", "db", "lib", "scripts", "tests"];
const CODE = /\.(tsx?|mts|mjs)$/;

/** Every source file below the root, and the settings in the root itself. */
export function readSources(root: string): Source[] {
  const top = readdirSync(root).filter((name) => CODE.test(name) && !name.startsWith(".") && name !== "next-env.d.ts");
  const below = FOLDERS.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`),
  );
  const files = [...top, ...below.filter((name) => CODE.test(name))].map((name) => name.replaceAll("\\", "/"));
  return files.sort().map((file) => source(file, readFileSync(path.join(root, file), "utf8")));
}

export function source(file: string, text: string): Source {
  return { file, text, imports: importsOf(file, text) };
}

/** Statements start a line, as the formatter writes them. */
const STATEMENT = /^(?:import|export)\s+(type\s+)?(?:(?:[\w*$]|\{)[^;"'`]*?\s)?from\s+["']([^"']+)["']/gm;
const SIDE_EFFECT = /^import\s+["']([^"']+)["']/gm;
const DYNAMIC = /(typeof\s+)?\bimport\(\s*(?:\/\*[^*]*\*\/\s*)?["'`]([^"'`$]+)["'`]\s*\)/g;

function importsOf(file: string, text: string): Import[] {
  const code = withoutComments(text);
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean) => found.push({ ...resolve(file, specifier), typeOnly });
  for (const [, type, specifier = ""] of code.matchAll(STATEMENT)) add(specifier, Boolean(type));
  for (const [, specifier = ""] of code.matchAll(SIDE_EFFECT)) add(specifier, false);
  for (const [, type, specifier = ""] of code.matchAll(DYNAMIC)) add(specifier, Boolean(type));
  return found;
}

/** Whole-line comments and block comments that start a line: the only ones that can look like an import. */
export function withoutComments(text: string): string {
  return text.replace(/^\s*\/\*[\s\S]*?\*\//gm, "").replace(/^\s*\/\/.*$/gm, "");
}

export function resolve(file: string, specifier: string): { target: string; ours: boolean } {
  // In a browser both come by way of a file of ours: `#yaml` is the package yaml.
  if (specifier === "#readers") return { target: "lib/templates/readers.ts", ours: true };
  if (specifier.startsWith("#")) return { target: specifier.slice(1), ours: specifier.includes("/") };
  if (specifier.startsWith(".")) return { target: path.posix.join(path.posix.dirname(file), specifier), ours: true };
  return { target: specifier, ours: false };
}

/** "drizzle-orm/pg-core" → "drizzle-orm" */
export function packageOf(specifier: string): string {
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}
