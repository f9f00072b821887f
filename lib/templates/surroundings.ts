import type { Node } from "#lib/iam/index.ts";
import { isRewriting } from "./cloudformation/expansion/macros.ts";
import { referredBy } from "./cloudformation/values/expression-name.ts";
import { PHYSICAL_NAMES } from "./cloudformation/values/resource-types.ts";
import { canonicalJson, child, children, items, rowOf, stringValue } from "./node.ts";
import type { Path } from "./reading.ts";
import type { Source } from "./terraform/documents.ts";
import { managed } from "./terraform/plan.ts";
import { sourcesIn } from "./terraform/sources.ts";

/** A part of a template with its place. */
export type Surrounding = Source;

/**
 * `own`: the surroundings of a place; `sources`: what they lead to in a plan's configuration, shared between all places
 * that lead to the same; null if there is more than can be followed.
 */
export type Surroundings = { own: readonly Surrounding[]; sources: readonly Surrounding[] | null };

/** The work limit for following the references of a text; beyond it, everything given counts. */
const MAX_STEPS = 500_000;

/**
 * Everything that determines a gap's content: its resource and all it refers to, but of other resources only what their
 * names are made of; in a plan also the configuration's sources of its values. Nothing else in a source changes it. If
 * a text refers to more than can be followed, everything given in it counts. Pure.
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

/** Follows every reference of a value and its children. */
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

/** The parts of a resource that determine what a reference to it returns. */
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
 * The resource that contains a path, or another named entry of a section; the section itself if it has no named
 * entries. For a macro over the template or a section, everything, because it may make anything of its input.
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

/** The address of the planned resource that contains a path. */
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

/** The resources a connector names by id. */
function connectedTo(resource: Node): string[] {
  if (stringValue(child(resource, "Type")) !== "AWS::Serverless::Connector" && !child(resource, "Connectors"))
    return [];
  return [...canonicalJson(resource).matchAll(/"Id":"(\w+)"/g)].flatMap(([, id]) => id ?? []);
}
