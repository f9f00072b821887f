import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { readProfileFile } from "#lib/checks/profile-file.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { fieldProblem } from "./field-problem.ts";

type FromFile = { name: string; definition: ProfileDefinition } | { problems: FieldProblem[] };

/** The profile in a file, or all its problems with their places. */
export function profileFromFile(text: string): FromFile {
  const read = readProfileFile(text);
  if (!read.ok) return { problems: read.problems.map(fieldProblem) };
  const { name, ...definition } = read.value;
  return { name, definition };
}
