import type { Node, Problem, Span } from "#lib/iam/index.ts";
import { isMap, isPair, isScalar, isSeq, type ParsedNode, type Scalar, type YAMLMap } from "#yaml";
import { isCoreTag, longForm } from "./cloudformation/expansion/tags.ts";
import type { LineTable } from "./line-table.ts";
import { rowOf, stringNode } from "./node.ts";
import type { Path } from "./reading.ts";
import { markKey, markTagged, markUnquoted } from "./yaml-readings.ts";
import type { Parsed, Twice } from "./yaml-source.ts";

type Entry = { key: string; keySpan: Span; value: Node };
type Walk = { lines: LineTable; problems: Problem[]; twice: Twice[] };

/**
 * The composed YAML as a tree of JSON values. A CloudFormation tag becomes the object of its long form, so `!Ref X` and
 * `{Ref: X}` are the same from here on. An undeclared tag becomes an object with the tag as its key.
 */
export function yamlTree(contents: ParsedNode, lines: LineTable): Parsed {
  const walk: Walk = { lines, problems: [], twice: [] };
  const node = convert(contents, [], walk);
  const { problems, twice } = walk;
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, node, ...(twice.length > 0 && { twice }) };
}

function convert(source: ParsedNode | null, path: Path, walk: Walk): Node {
  if (!source) return { kind: "null", span: walk.lines.span(0, 0) };
  const bare = untagged(source, path, walk);
  if (!source.tag) return bare;
  if (!isCoreTag(source.tag)) return longForm(source.tag, bare);
  if (!isMeant(source.tag, bare)) {
    const tag = source.tag.replace("tag:yaml.org,2002:", "!!");
    const message = `The effect of the tag ${tag} here is uncertain. Write the value without it.`;
    walk.problems.push({ message, path, span: bare.span });
  }
  return markTagged(bare, source.tag);
}

const MEANT: Record<string, (node: Node) => boolean> = {
  "!": ({ kind }) => kind === "object" || kind === "array",
  "tag:yaml.org,2002:str": ({ kind }) => kind === "string",
  "tag:yaml.org,2002:bool": ({ kind }) => kind === "boolean",
  "tag:yaml.org,2002:int": (node) => node.kind === "number" && Number.isInteger(node.value),
  "tag:yaml.org,2002:float": (node) => node.kind === "number" && !Number.isInteger(node.value),
  "tag:yaml.org,2002:null": ({ kind }) => kind === "null",
  "tag:yaml.org,2002:map": ({ kind }) => kind === "object",
  "tag:yaml.org,2002:seq": ({ kind }) => kind === "array",
};

/**
 * Whether YAML 1.1 reads a value with its tag as it is read here: `!!bool yes` is true there, and `!!float 1` is 1.0.
 */
function isMeant(tag: string, node: Node): boolean {
  return rowOf(MEANT, tag)?.(node) ?? false;
}

function untagged(source: ParsedNode, path: Path, walk: Walk): Node {
  const span = walk.lines.span(source.range[0], source.range[1]);
  if (isScalar(source)) return scalar(source, span);
  if (isMap(source)) {
    const entries = mapEntries(source as YAMLMap.Parsed, path, walk);
    return { kind: "object", entries, span: source.flow ? span : { start: span.start, end: lastEnd(entries, span) } };
  }
  if (isSeq(source)) {
    const values = source.items.map((item, index) =>
      isPair(item) ? convert(null, path, walk) : convert(item as ParsedNode, [...path, index], walk),
    );
    const end = source.flow ? span.end : (values.at(-1)?.span.end ?? span.end);
    return { kind: "array", items: values, span: { start: span.start, end } };
  }
  walk.problems.push({ message: "YAML aliases are not accepted. Write the value out.", path, span });
  return { kind: "null", span };
}

function lastEnd(entries: Entry[], span: Span) {
  return entries.at(-1)?.value.span.end ?? span.end;
}

function mapEntries(source: YAMLMap.Parsed, path: Path, walk: Walk): Entry[] {
  const entries = new Map<string, Entry>();
  for (const pair of source.items) {
    const name = pair.key;
    const keySpan = walk.lines.span(name.range[0], name.range[1]);
    if (!isScalar(name) || typeof name.value !== "string" || name.tag) {
      walk.problems.push({ message: "A key must be plain text.", path, span: keySpan });
      continue;
    }
    const key = name.value;
    if (key === "<<" && name.type === "PLAIN") {
      walk.problems.push({ message: "YAML merge keys are not accepted. Write the values out.", path, span: keySpan });
    }
    const nothing: Node = { kind: "null", span: { start: keySpan.end, end: keySpan.end } };
    const value = pair.value ? convert(pair.value, [...path, key], walk) : nothing;
    if (name.type === "PLAIN") markKey(value, stringNode(key, keySpan));
    const passedOver = entries.get(key);
    if (passedOver) walk.twice.push({ path: [...path, key], span: keySpan, passedOver });
    entries.delete(key);
    entries.set(key, { key, keySpan, value });
  }
  return [...entries.values()];
}

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:true|True|TRUE)$/;
const FALSE = /^(?:false|False|FALSE)$/;
const NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/;

/** Tags under which quotes have no meaning. */
const VALUE_TAG = /^tag:yaml\.org,2002:(?:bool|int|float|null)$/;

/**
 * Reads plain text by the YAML core schema, except that a number that would not print back as written stays text:
 * account ids can begin with 0.
 */
function scalar(source: Scalar.Parsed, span: Span): Node {
  const value = String(source.value ?? "");
  const isText = source.tag ? !VALUE_TAG.test(source.tag) : source.type !== "PLAIN";
  if (isText) return { kind: "string", value, span };
  if (NULL.test(value)) return { kind: "null", span };
  if (TRUE.test(value)) return { kind: "boolean", value: true, span };
  if (FALSE.test(value)) return { kind: "boolean", value: false, span };
  if (NUMBER.test(value) && String(Number(value)) === value) return { kind: "number", value: Number(value), span };
  return markUnquoted({ kind: "string", value, span });
}
