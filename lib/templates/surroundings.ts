import type { Node } from "#lib/iam/index.ts";
import { referredBy } from "./cloudformation/values/expression-name.ts";
import { PHYSICAL_NAMES } from "./cloudformation/values/resource-types.ts";
import { isRewriting } from "./cloudformation/written/macros.ts";
import { canonicalJson, child, children, items, rowOf, stringValue } from "./node.ts";
import type { Path } from "./reading.ts";
import type { Source } from "./terraform/documents.ts";
import { managed } from "./terraform/plan.ts";
import { sourcesIn } from "./terraform/sources.ts";

/** Something of a template by the place where it stands. */
export type Surrounding = Source;

/**
 * `own`: what stands around a place; `sources`: what that leads to in the configuration of a plan, in one list for all that lead to
 * the same, and null where that is more than can be followed.
 */
export type Surroundings = { own: readonly Surrounding[]; sources: readonly Surrounding[] | null };

/** Everything of a text that is looked at for its gaps; what is beyond that counts whole. */
const MAX_STEPS = 500_000;

/**
 * What decides what the place of a gap says: its resource and all that this refers to, of other resources only what their names
 * are made of; in a plan also what the configuration makes its values of. Nothing else of a source changes it. Of a text that refers
 * to more than can be followed it is everything that is given in it. Pure.
 */
export function surroundingsIn(root: Node): (path: Path) => Surroundings {
  const of = (section: string) => children(child(root, section));
  const text: Text = {
    parameters: of("Parameters"),
    mappings: of("Mappings"),
    conditions: of("Conditions"),
    resources: of("Resources"),
    steps: MAX_STEPS,
  };
  const known = new Map<Node, Surrounding[]>();
  const sources = sourcesIn(root);
  return (path) => {
    const node = holderOf(path, root);
    const own = known.get(node) ?? surroundingsOf(node, root, text);
    known.set(node, own);
    const address = plannedAt(path, root);
    if (address === undefined) return { own, sources: [] };
    const { refers, leads } = sources.of(address);
    return { own: [...own, ...refers], sources: leads };
  };
}

type Sections = Parameters<typeof referredBy>[1];
type Text = Sections & { parameters: ReadonlyMap<string, Node>; steps: number };
type Met = Map<string, Surrounding>;

function surroundingsOf(node: Node, root: Node, text: Text): Surrounding[] {
  const met: Met = new Map();
  add("", node, met, text);
  const globals = globalsFor(node, root);
  if (globals) add("Globals", globals, met, text);
  for (const id of connectedTo(node)) addName(id, text.resources.get(id), met, text);
  if (text.steps < 0) {
    const given = GIVEN.map((place) => ({ place, node: child(root, place) }));
    return [{ place: "", node }, ...given.flatMap(({ place, node: whole }) => (whole ? [{ place, node: whole }] : []))];
  }
  return [...met.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
}

const GIVEN = ["Conditions", "Globals", "Mappings", "Parameters"];

/** Everything that a value and what stands in it refer to. */
function follow(node: Node, met: Met, text: Text): void {
  text.steps -= 1;
  if (text.steps < 0) return;
  for (const [[section = "", ...names], found] of referredBy(node, text)) {
    const [name = ""] = names;
    const parameter = section === "Resources" ? text.parameters.get(name) : undefined;
    if (section === "Resources" && !parameter) addName(name, found, met, text);
    else add(JSON.stringify([section, ...names]), parameter ?? found, met, text);
  }
  if (node.kind === "array") for (const item of node.items) follow(item, met, text);
  if (node.kind === "object") for (const { value } of node.entries) follow(value, met, text);
}

function add(place: string, node: Node | undefined, met: Met, text: Text): void {
  if (!node || met.has(place)) return;
  met.set(place, { place, node });
  follow(node, met, text);
}

/** The parts of a resource that decide what a reference to it gives. */
function addName(id: string, resource: Node | undefined, met: Met, text: Text): void {
  const type = child(resource, "Type");
  const row = rowOf(PHYSICAL_NAMES, stringValue(type) ?? "");
  const properties = child(resource, "Properties");
  add(JSON.stringify([id, "Type"]), type, met, text);
  for (const property of [row?.property, row?.prefix?.property]) {
    if (property !== undefined) add(JSON.stringify([id, property]), child(properties, property), met, text);
  }
}

/**
 * The resource in which a path is, or what else has a name in a section; the section where nothing in it is named. Of a macro over
 * the template or a section it is everything, as it may make anything of all that it is given.
 */
function holderOf([section, name]: Path, root: Node): Node {
  const whole = typeof section === "string" ? child(root, section) : undefined;
  const inside = whole?.kind === "array" && typeof name === "number" ? whole.items[name] : undefined;
  const named = typeof name === "string" ? child(whole, name) : undefined;
  const isMacro = name === undefined ? section === "Transform" || section === MACRO : name === MACRO;
  if (isMacro && isRewriting(named ?? whole)) return root;
  return inside ?? named ?? whole ?? root;
}

const MACRO = "Fn::Transform";

/** The address of the planned resource in which a path is. */
function plannedAt(path: Path, root: Node): string | undefined {
  let node: Node | undefined = root;
  for (const step of path) {
    node = typeof step === "number" ? items(node)[step] : child(node, step);
    const planned = node && managed(child(node, "resource_change") ?? node);
    if (planned) return planned.address;
  }
  return undefined;
}

function globalsFor(resource: Node, root: Node): Node | undefined {
  const [, type] = /^AWS::Serverless::(\w+)$/.exec(stringValue(child(resource, "Type")) ?? "") ?? [];
  return type === undefined ? undefined : child(child(root, "Globals"), type);
}

/** The resources that a connector names by their ids. */
function connectedTo(resource: Node): string[] {
  if (stringValue(child(resource, "Type")) !== "AWS::Serverless::Connector" && !child(resource, "Connectors"))
    return [];
  return [...canonicalJson(resource).matchAll(/"Id":"(\w+)"/g)].flatMap(([, id]) => id ?? []);
}
