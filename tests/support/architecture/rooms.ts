import type { Import, Source } from "./source.ts";
import { resolve, withoutComments } from "./source.ts";

const ENGINE = "lib/iam/index.ts";

/** The rooms of the engine, and which others each of them knows. */
const KNOWN: Record<string, readonly string[]> = {
  language: [],
  match: ["language"],
  prove: ["language", "match"],
  checks: ["language", "match", "prove"],
  validate: ["language", "match", "prove"],
  wire: ["language", "match", "prove", "checks", "validate"],
};
/** The engine's own door, which is in no room. What answers AWS's protocol is not behind it. */
const BEHIND_THE_DOOR = ["language", "match", "prove", "checks", "validate"];

/** What else is known outside, and by whom: only the analyzer loads the protocol. */
const BESIDE_THE_DOOR: { by: RegExp; target: string }[] = [
  { by: /^lib\/cli\/analyzer\//, target: "lib/iam/wire/index.ts" },
  { by: /^scripts\/validate-table\//, target: "lib/iam/validate/group-by.ts" },
];

function doorOf(room: string): string {
  return `lib/iam/${room}/index.ts`;
}

/** "lib/iam/match/evaluate.ts" → "match"; undefined for what stands in no room. */
function roomOf(file: string): string | undefined {
  return /^lib\/iam\/([^/]+)\//.exec(file)?.[1];
}

/** Every file of the engine but its door stands in a room; a room imports the doors of those that it knows. */
export function roomBreaches(sources: Source[]): string[] {
  return sources
    .filter(({ file }) => file.startsWith("lib/iam/"))
    .flatMap(({ file, imports }) => {
      const room = roomOf(file);
      const known = file === ENGINE ? BEHIND_THE_DOOR : KNOWN[room ?? ""];
      if (known === undefined) return [`${file} stands in no room`];
      return imports
        .filter(({ target }) => target === ENGINE || (target.startsWith("lib/iam/") && roomOf(target) !== room))
        .filter(({ target }) => !known.some((other) => target === doorOf(other)))
        .map(({ target }) => `${file} imports ${target}`);
    });
}

export function knowsBesideTheDoor(file: string, { target, ours }: Import): boolean {
  if (!ours || !target.startsWith("lib/iam/") || target === ENGINE || /^(lib\/iam|tests)\//.test(file)) return false;
  return !BESIDE_THE_DOOR.some((allowed) => allowed.by.test(file) && allowed.target === target);
}

/** What a room's door hands on, and nobody outside of the room that ships takes. */
export function untaken(sources: Source[]): string[] {
  const shipped = sources.filter(({ file }) => !file.startsWith("tests/"));
  const taken = new Set(
    shipped.flatMap((source) =>
      named(source).flatMap(({ target, names }) =>
        roomOf(target) === roomOf(source.file) ? [] : names.map((name) => `${target} ${name}`),
      ),
    ),
  );
  return shipped
    .filter(({ file }) => roomOf(file) !== undefined && file === doorOf(roomOf(file) ?? ""))
    .flatMap((door) =>
      named(door)
        .flatMap(({ names }) => names)
        .filter((name) => !taken.has(`${door.file} ${name}`))
        .map((name) => `${door.file} hands on ${name}, which nobody takes`),
    );
}

/** The names that a file imports or hands on, by the file they come from; `*` for all of them at once. */
function named({ file, text }: Source): { target: string; names: string[] }[] {
  const statements = withoutComments(text).matchAll(
    /^(?:import|export)\s+(?:type\s+)?(?:\{([^}]*)\}|\*)\s+from\s+"([^"]+)"/gm,
  );
  return Array.from(statements, ([, list = "*", specifier = ""]) => ({
    target: resolve(file, specifier).target,
    names: list.split(",").flatMap((part) => /^\s*(?:type\s+)?([\w$]+|\*)/.exec(part)?.[1] ?? []),
  }));
}
