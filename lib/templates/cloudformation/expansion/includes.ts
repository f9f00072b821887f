import type { Node, ObjectEntry } from "#lib/iam/index.ts";
import { MAX_LENGTH } from "#lib/templates/limits.ts";
import { child, stringValue, withSpan } from "#lib/templates/node.ts";
import type { FileBeside } from "#lib/templates/reading.ts";
import { writtenAs } from "#lib/templates/yaml-readings.ts";
import { objectBeside } from "./object-beside.ts";

const TRANSFORM = "Fn::Transform";
const INCLUDE = "AWS::Include";

/** The location of an `AWS::Include` file; null for any other macro. */
function locationIn(transform: Node): { location: Node | undefined } | null {
  if (stringValue(child(transform, "Name")) !== INCLUDE) return null;
  return { location: child(child(transform, "Parameters"), "Location") };
}

/** Whether a transform is an `AWS::Include`. */
export function isInclude(transform: Node): boolean {
  return locationIn(transform) !== null;
}

/** Whether anything is included, even where an include has no effect. */
export function hasIncludes(node: Node): boolean {
  if (node.kind === "array") return node.items.some(hasIncludes);
  return isInclude(node) || (node.kind === "object" && node.entries.some(({ value }) => hasIncludes(value)));
}

/** Why files were not inserted, by the node that includes them. */
export type Refused = ReadonlyMap<Node, string>;

type Work = { fileBeside: FileBeside; refused: Map<Node, string>; known: Map<string, Included>; length: number };
type Included = { ok: true; node: Node } | { ok: false; message: string };

/**
 * A template with the repository's files inserted where `AWS::Include` puts them, at the position of the include. Files
 * that could not be read leave the include unchanged. Source: AWS CloudFormation Template Reference, "AWS::Include
 * transform".
 */
export function withIncludes(root: Node, fileBeside: FileBeside): { root: Node; refused: Refused } {
  const refused = new Map<Node, string>();
  const work: Work = { fileBeside, refused, known: new Map(), length: 0 };
  return { root: included(root, work, true), refused };
}

function included(node: Node, work: Work, isRoot = false): Node {
  if (node.kind === "array") {
    return writtenAs({ ...node, items: node.items.map((item) => included(item, work)) }, node);
  }
  if (node.kind !== "object") return node;
  const entries = node.entries.flatMap((entry): ObjectEntry[] => {
    const isTransform = entry.key === TRANSFORM || (isRoot && entry.key === "Transform");
    const include = isTransform ? locationIn(entry.value) : null;
    if (!include) return [{ ...entry, value: included(entry.value, work) }];
    const found = fileAt(include.location, work);
    const refused = found.ok ? alsoIn(found.node, node.entries) : found.message;
    if (found.ok && refused === undefined) return entriesOf(withSpan(found.node, entry.value.span));
    work.refused.set(entry.value, `${refused} What it adds is not read.`);
    return [entry];
  });
  return writtenAs({ ...node, entries }, node);
}

function entriesOf(node: Node): ObjectEntry[] {
  return node.kind === "object" ? node.entries : [];
}

function alsoIn(node: Node, beside: readonly ObjectEntry[]): string | undefined {
  const names = new Set(beside.map(({ key }) => key));
  const twice = entriesOf(node).find(({ key }) => names.has(key));
  return twice && `The included file and the template both have "${twice.key}".`;
}

function fileAt(location: Node | undefined, work: Work): Included {
  const name = stringValue(location);
  if (name === undefined) return { ok: false, message: "The included file is known only at deployment." };
  const known = work.known.get(name) ?? readIncluded(name, work);
  work.known.set(name, known);
  return known;
}

function readIncluded(name: string, work: Work): Included {
  const file = objectBeside(name, work.fileBeside);
  if (!file.ok) return { ok: false, message: `The included file ${name} ${file.message}` };
  work.length += file.length;
  if (work.length > MAX_LENGTH) return { ok: false, message: "Together, the included files are longer than 5 MB." };
  if (hasIncludes(file.node)) return { ok: false, message: `The included file ${name} includes another file.` };
  return file;
}
