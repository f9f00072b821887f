import type { Node, ObjectEntry } from "#lib/iam/index.ts";
import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import { type Gap, isSure, isValue, UNRESOLVED } from "#lib/templates/cloudformation/values/outcome.ts";
import { resolution } from "#lib/templates/cloudformation/values/resolve.ts";
import type { Template } from "#lib/templates/cloudformation/values/template.ts";
import { MAX_NODES } from "#lib/templates/limits.ts";
import { child, items, stringNode, stringValue } from "#lib/templates/node.ts";
import type { Assumption, Path } from "#lib/templates/reading.ts";

/**
 * A template with its loops expanded. `gaps` are loops that could not be: they are removed, except in resources.
 * `assumed` lists the assumptions used to expand a resource, by its logical id.
 */
export type WrittenOut = { root: Node; gaps: Gap[]; assumed: ReadonlyMap<string, readonly Assumption[]> };

const LOOP = "Fn::ForEach::";
const SECTIONS = new Set(["Conditions", "Resources", "Outputs"]);
/** Deepest nesting of loops that CloudFormation accepts. */
const MAX_LOOPS = 5;
const CHARACTERS_PER_STEP = 32;

export function hasLoops(node: Node): boolean {
  if (node.kind === "array") return node.items.some(hasLoops);
  return node.kind === "object" && node.entries.some(({ key, value }) => key.startsWith(LOOP) || hasLoops(value));
}

/**
 * Expands every `Fn::ForEach` of Conditions, Resources and Outputs, nested ones from the outside in. The total result
 * is limited like a text. `template` resolves the collections. Source: AWS CloudFormation Template Reference,
 * "Fn::ForEach".
 */
export function writeOutLoops(root: Node, template: Template): WrittenOut {
  const gaps: Gap[] = [];
  const assumed = new Map<string, Assumption[]>();
  if (root.kind !== "object") return { root, gaps, assumed };
  const work: Work = { template, gaps, budget: MAX_NODES, assumed: new Map() };
  const entries = root.entries.map((section) => {
    if (!SECTIONS.has(section.key) || section.value.kind !== "object") return section;
    const written = section.value.entries.flatMap((entry) => {
      const own: Work = { ...work, assumed: new Map() };
      const made = writtenEntry(entry, [section.key], own, 0);
      work.budget = own.budget;
      if (section.key === "Resources" && own.assumed.size > 0) {
        for (const { key } of made) assumed.set(key, [...own.assumed.values()]);
      }
      return made;
    });
    return { ...section, value: { ...section.value, entries: onceEach(written, [section.key], gaps) } };
  });
  return { root: { ...root, entries }, gaps: eachOnce(gaps), assumed };
}

/** Removes duplicate gaps: a nested loop fails for each item of the outer one. */
function eachOnce(gaps: readonly Gap[]): Gap[] {
  return [...new Map(gaps.map((gap) => [JSON.stringify([gap.path, gap.message]), gap])).values()];
}

type Work = { template: Template; gaps: Gap[]; budget: number; assumed: Map<string, Assumption> };

/** Thrown if loops produce too much: a partial result is meaningless. */
class TooMuch extends Error {}

function writtenEntry(entry: ObjectEntry, path: Path, work: Work, depth: number): ObjectEntry[] {
  const at = [...path, entry.key];
  if (!entry.key.startsWith(LOOP)) {
    const value = written(entry.value, at, work, depth);
    return [value === entry.value ? entry : { ...entry, value }];
  }
  try {
    return loopEntries(entry, path, work, depth);
  } catch (error) {
    if (!(error instanceof TooMuch) || depth > 0) throw error;
    const message = `${entry.key} produces more than ${MAX_NODES.toLocaleString("en-US")} values. Its output is not read.`;
    work.gaps.push({ message, path: at, span: entry.keySpan });
    return unwritten(entry, path);
  }
}

/** Resources that cannot be expanded stay in place. */
function unwritten(entry: ObjectEntry, path: Path): ObjectEntry[] {
  return path.length === 1 && path[0] === "Resources" ? [entry] : [];
}

/** Returns nodes without loops unchanged. */
function written(node: Node, path: Path, work: Work, depth: number): Node {
  if (node.kind === "array") {
    const all = node.items.map((item, index) => written(item, [...path, index], work, depth));
    return all.every((item, index) => item === node.items[index]) ? node : { ...node, items: all };
  }
  if (node.kind !== "object") return node;
  const entries = node.entries.flatMap((entry) => writtenEntry(entry, path, work, depth));
  const isSame = entries.length === node.entries.length && entries.every((each, index) => each === node.entries[index]);
  return isSame ? node : { ...node, entries: onceEach(entries, path, work.gaps) };
}

function loopEntries(entry: ObjectEntry, path: Path, work: Work, depth: number): ObjectEntry[] {
  const { key, keySpan, value } = entry;
  const at = [...path, key];
  const [name, collection, body, ...rest] = items(value);
  const identifier = stringValue(name);
  const refuse = (reason: string): ObjectEntry[] => {
    work.gaps.push({ message: `The output of ${key} is not read. ${reason}`, path: at, span: keySpan });
    return unwritten(entry, path);
  };
  if (identifier === undefined || !collection || body?.kind !== "object" || rest.length > 0) {
    return refuse("Fn::ForEach needs an identifier, a collection and an output.");
  }
  if (depth >= MAX_LOOPS) return refuse(`Loops are nested more than ${MAX_LOOPS} deep.`);
  const texts = textsOf(collection, [...at, 1], work);
  if (typeof texts === "string") return refuse(texts);
  return texts.flatMap((text) => {
    spend(work, 1);
    return body.entries.flatMap((each) => {
      const own = filledEntry(each, { identifier, text }, work);
      return writtenEntry(own, path, work, depth + 1);
    });
  });
}

/** The items of a collection, or why they are unknown. */
function textsOf(collection: Node, path: Path, work: Work): string[] | string {
  const { template } = work;
  const leaves = exploreAll(resolution(template), (own) => {
    const list = own.resolve(collection, path, own);
    return isValue(list) && !isSure(list, path, own) ? UNRESOLVED : list;
  });
  if (typeof leaves === "string") return leaves;
  const [leaf, ...others] = leaves;
  if (!leaf || others.length > 0) return "Its collection depends on a parameter. Give the parameter a value.";
  const { env, result } = leaf;
  const texts = result.kind === "array" ? result.items.map(stringValue) : [undefined];
  if (texts.includes(undefined)) return env.trace.gaps[0]?.message ?? "Its collection is not a list of strings.";
  for (const [name, assumption] of env.trace.assumptions) work.assumed.set(name, assumption);
  return texts.flatMap((text) => text ?? []);
}

type Filling = { identifier: string; text: string };

function filledEntry({ key, keySpan, value }: ObjectEntry, filling: Filling, work: Work): ObjectEntry {
  return { key: filledText(key, filling, work), keySpan, value: filled(value, filling, work) };
}

function filled(node: Node, filling: Filling, work: Work): Node {
  spend(work, 1);
  switch (node.kind) {
    case "string": {
      const value = filledText(node.value, filling, work);
      return value === node.value ? node : { ...node, value };
    }
    case "array":
      return { ...node, items: node.items.map((item) => filled(item, filling, work)) };
    case "object":
      if (node.entries.length === 1 && stringValue(child(node, "Ref")) === filling.identifier) {
        return stringNode(filling.text, node.span);
      }
      return { ...node, entries: node.entries.map((entry) => filledEntry(entry, filling, work)) };
    default:
      return node;
  }
}

/** `${x}` is replaced by the item, `&{x}` by its letters and digits. */
function filledText(source: string, { identifier, text }: Filling, work: Work): string {
  if (!source.includes(`{${identifier}}`)) return source;
  const letters = text.replace(/[^a-z0-9]/gi, "");
  const made = source.replaceAll(`\${${identifier}}`, () => text).replaceAll(`&{${identifier}}`, () => letters);
  spend(work, Math.ceil(made.length / CHARACTERS_PER_STEP));
  return made;
}

function spend(work: Work, steps: number): void {
  work.budget -= steps;
  if (work.budget < 0) throw new TooMuch();
}

/** The last of two equal keys wins, as in a text. */
function onceEach(entries: ObjectEntry[], path: Path, gaps: Gap[]): ObjectEntry[] {
  const byKey = new Map<string, ObjectEntry>();
  for (const entry of entries) {
    const { key, keySpan } = entry;
    const isTold = !byKey.has(key) || key.startsWith(LOOP);
    if (!isTold) gaps.push({ message: `The loops create ${key} twice.`, path: [...path, key], span: keySpan });
    byKey.delete(key);
    byKey.set(key, entry);
  }
  return [...byKey.values()];
}
