import type { Node } from "#lib/iam/index.ts";
import { parseJsonSource } from "#lib/templates/json-source.ts";
import { MAX_LENGTH } from "#lib/templates/limits.ts";
import type { FileBeside } from "#lib/templates/reading.ts";
import { parseYaml } from "#lib/templates/yaml-source.ts";

/** `length` is the length of the text. The message follows the file's name. */
type ObjectBeside = { ok: true; node: Node; length: number } | { ok: false; message: string };

const ELSEWHERE = /^[a-z][a-z\d+.-]*:\/\//i;

/** A file of the repository, in JSON or YAML, as an object. Its positions refer to the file itself. */
export function objectBeside(name: string, fileBeside: FileBeside): ObjectBeside {
  if (ELSEWHERE.test(name)) {
    return refuse('is not in the repository. Use a path, as for "aws cloudformation package".');
  }
  const file = fileBeside(name);
  if (!file.ok) return refuse(`cannot be read: ${file.message}`);
  const { text } = file;
  if (text.length > MAX_LENGTH) return refuse("is longer than 5 MB.");
  const parsed = /^\s*[{[]/.test(text) ? parseJsonSource(text) : parseYaml(text);
  if (!parsed.ok) return refuse(`cannot be read: ${parsed.problems[0]?.message ?? ""}`);
  if (parsed.node.kind !== "object") return refuse("is not an object of names and values.");
  if ("twice" in parsed) return refuse("contains a duplicate key.");
  return { ok: true, node: parsed.node, length: text.length };
}

function refuse(message: string): ObjectBeside {
  return { ok: false, message };
}
