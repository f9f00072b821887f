import type { Node } from "#lib/iam/index.ts";
import { canonicalJson, child } from "../node.ts";
import { addressParts } from "./configuration.ts";
import { type Documents, documentsIn, type Made, type Source } from "./documents.ts";
import { type Instance, type Key, type Module, modulesIn } from "./modules.ts";
import { referenceLists } from "./references.ts";

export type Sources = {
  /** The sources of a resource's values, or of one of its attributes. */
  of(address: string, attribute?: string): Made;
  /** The same as one text, which changes whenever a source changes; null if it is too long to write. */
  textOf(address: string, attribute?: string): string | null;
};

/** The work limit for following a plan; anything beyond it is unknown. */
const MAX_STEPS = 200_000;
/** The limit for writing the sources as text, in characters. */
const MAX_WRITTEN = 4_000_000;

/**
 * The sources of a value that only the apply decides, where a plan shows them: everything its resource refers to,
 * through the inputs and outputs of modules and the `for_each` of instances, with the known content of policy documents
 * among them. If a document has many instances, the one with the same key counts if the key is named. A plan does not
 * show local values, nor what functions make of all these. Source: Terraform, JSON Output Format, Configuration
 * Representation.
 */
export function sourcesIn(root: Node): Sources {
  const top = modulesIn(root);
  const graph: Graph = {
    documents: documentsIn(root),
    met: new Map(),
    owns: new Map(),
    lists: new Map(),
    steps: MAX_STEPS,
  };
  const lists = new Map<string, readonly Source[] | null>();
  let left = MAX_WRITTEN;
  const of: Sources["of"] = (address, attribute) => {
    const first = expressionAt(address, attribute, top);
    if (!first) return { refers: [], leads: [] };
    const refers = [ownSource(first, graph)];
    const next = nextOf(first, graph);
    if (graph.steps < 0) return { refers, leads: null };
    const id = JSON.stringify(next.map(idOf));
    const known = lists.get(id);
    const leads = known === undefined ? followed(next, graph) : known;
    lists.set(id, leads);
    return { refers, leads };
  };
  return {
    of,
    textOf(address, attribute) {
      const { refers, leads } = of(address, attribute);
      if (!leads || left < 0) return null;
      const text = [...refers, ...leads].map(({ place, node }) => `${place} ${canonicalJson(node)}`).join("\n");
      left -= text.length;
      return left < 0 ? null : text;
    },
  };
}

/**
 * An expression of a module instance, by its name there. `own`: the key of the expression's owner; `made`: the
 * `for_each` expression behind the owner.
 */
type Expression = Instance & { name: string; expression: Node; own: Key; made?: Node | undefined };

type Met = { sources: readonly Source[]; next: readonly Expression[] };
type Graph = {
  documents: Documents;
  met: Map<string, Met>;
  owns: Map<Node, Source>;
  lists: Map<Node, string[][]>;
  steps: number;
};

function expressionAt(address: string, attribute: string | undefined, top: Module): Expression | undefined {
  const { modules, keys, rest } = addressParts(address);
  const module = modules.reduce<Module | undefined>((each, name) => each?.inner.get(name), top);
  const [, name = "", own = ""] = /^([^.[\]]+\.[^.[\]]+)(\[.*\])?$/s.exec(rest) ?? [];
  const resource = module?.resources.get(name);
  const expressions = child(resource, "expressions");
  const expression = attribute === undefined ? expressions : child(expressions, attribute);
  if (!module || !expression) return undefined;
  const made = child(resource, "for_each_expression");
  return { module, keys, name: [name, attribute].join(" ").trimEnd(), expression, own, made };
}

function idOf({ module, keys, name, own }: Expression): string {
  return JSON.stringify([module.path, keys, name, own]);
}

/** Everything reachable from an expression, each once, in an order that does not depend on the route. */
function followed(next: readonly Expression[], graph: Graph): readonly Source[] | null {
  const met = new Map<string, Source>();
  const ids = new Set<string>();
  const open = [...next];
  for (let each = open.pop(); each; each = open.pop()) {
    const id = idOf(each);
    if (ids.has(id)) continue;
    ids.add(id);
    const { sources, next: others } = metAt(id, each, graph);
    graph.steps -= 1 + sources.length + others.length;
    if (graph.steps < 0) return null;
    for (const source of sources) met.set(source.place, source);
    for (const other of others) open.push(other);
  }
  return [...met.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
}

function metAt(id: string, each: Expression, graph: Graph): Met {
  const { documents } = graph;
  const spend = (looked: number) => {
    graph.steps -= looked;
  };
  const known = graph.met.get(id) ?? {
    sources: [ownSource(each, graph), ...documents.named(each, each.name, each.own, spend)],
    next: nextOf(each, graph),
  };
  graph.met.set(id, known);
  return known;
}

/** What an expression refers to, which is the same in all instances. */
function ownSource({ module, name, expression }: Expression, { owns }: Graph): Source {
  const source = owns.get(expression) ?? {
    place: JSON.stringify([...module.path, name]),
    node: withoutConstants(expression),
  };
  owns.set(expression, source);
  return source;
}

/** The references in a node without constants, which are also in the values of a resource. */
function withoutConstants(node: Node): Node {
  if (node.kind === "array") return { ...node, items: node.items.map(withoutConstants) };
  if (node.kind !== "object") return node;
  const entries = node.entries.filter(({ key }) => key !== "constant_value");
  return { ...node, entries: entries.map((entry) => ({ ...entry, value: withoutConstants(entry.value) })) };
}

/** Where an expression leads, until the step limit is reached. */
function nextOf(from: Expression, graph: Graph): Expression[] {
  const { expression } = from;
  const lists = graph.lists.get(expression) ?? referenceLists(ownSource(from, graph).node);
  graph.lists.set(expression, lists);
  const next: Expression[] = [];
  for (const list of lists) {
    for (const [at, reference] of list.entries()) {
      // A list with only the instance key next to it selects the instance with that key.
      const key = at === 0 && list.length === 2 && list[1] === "each.key" ? from.own : null;
      const found = [
        ...madeFor(reference, from),
        ...inputOf(reference, from),
        ...outputsOf(reference, key, from, graph),
        ...documentsOf(reference, key, from, graph),
      ];
      graph.steps -= found.length;
      if (graph.steps < 0) return next;
      next.push(...found);
    }
  }
  return next;
}

/** The `for_each` expression behind instances of the same resource, or of the module call. */
function madeFor(reference: string, { module, keys, name, made }: Expression): Expression[] {
  if (!made || !/^each\.value(?![^.[])/.test(reference)) return [];
  return [{ module, keys, name: `${name} for_each`, expression: made, own: null }];
}

function inputOf(reference: string, { module: { outer }, keys }: Expression): Expression[] {
  const [, input] = /^var\.([^.[\]]+)/.exec(reference) ?? [];
  const call = outer?.module.calls.get(outer.name);
  const expression = input === undefined ? undefined : child(child(call, "expressions"), input);
  if (!outer || !expression) return [];
  const made = child(call, "for_each_expression");
  const name = `module.${outer.name}.${input}`;
  return [{ module: outer.module, keys: keys.slice(0, -1), name, expression, own: keys.at(-1) ?? null, made }];
}

/** One output of a module, or all of them if the whole module is referred to. */
function outputsOf(reference: string, key: Key, from: Expression, { documents }: Graph): Expression[] {
  const [, name = "", index, output] = MODULE.exec(reference) ?? [];
  const module = from.module.inner.get(name);
  if (!module) return [];
  const one = output === undefined ? undefined : module.outputs.get(output);
  const known = index ?? (one ? "" : key);
  const own = known === null ? null : documents.moduleKeyOf(from, name, known);
  const all: [string, Node][] = one && output !== undefined ? [[output, one]] : [...module.outputs];
  return all.flatMap(([each, node]) => {
    const expression = child(node, "expression");
    return expression ? [{ module, keys: [...from.keys, own], name: `output.${each}`, expression, own: null }] : [];
  });
}

/** Policy documents that a reference names; other resources are identified by their address. */
function documentsOf(reference: string, key: Key, from: Expression, { documents }: Graph): Expression[] {
  const { module, keys } = from;
  const [, name = "", index, rest] = DOCUMENT.exec(reference) ?? [];
  const resource = module.resources.get(name);
  const expression = child(resource, "expressions");
  if (!expression) return [];
  const own = documents.keyOf(from, name, index ?? (rest === undefined ? key : ""));
  return [{ module, keys, name, expression, own, made: child(resource, "for_each_expression") }];
}

const MODULE = /^module\.([^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(?:\.([^.[\]]+))?/;
const DOCUMENT = /^(data\.aws_iam_policy_document\.[^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?(\.)?/;
