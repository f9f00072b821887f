import type { Node } from "#lib/iam/index.ts";
import { referredBy } from "./cloudformation/expression-name.ts";
import { PHYSICAL_NAMES } from "./cloudformation/resource-types.ts";
import { canonicalJson, child, children, rowOf, stringValue } from "./node.ts";
import type { Path } from "./reading.ts";

/** Something of a template by the place where it stands. */
export type Surrounding = { place: string; node: Node };

/** Everything of a text that is looked at for its gaps; what is beyond that counts whole. */
const MAX_STEPS = 500_000;

/**
 * What decides what the place of a gap says: its resource and all that this refers to, of other resources only what their names
 * are made of. Nothing else of a template changes it. Of a text that refers to more than can be followed it is everything
 * that is given in it. Pure.
 */
export function surroundingsIn(root: Node): (path: Path) => Surrounding[] {
  const of = (section: string) => children(child(root, section));
  const template = { mappings: of("Mappings"), conditions: of("Conditions"), resources: of("Resources") };
  const parameters = of("Parameters");
  const known = new Map<Node, Surrounding[]>();
  let steps = MAX_STEPS;

  function follow(node: Node, met: Map<string, Surrounding>): void {
    steps -= 1;
    if (steps < 0) return;
    for (const [[section = "", ...names], found] of referredBy(node, template)) {
      const place = JSON.stringify([section, ...names]);
      const [name = ""] = names;
      const parameter = section === "Resources" ? parameters.get(name) : undefined;
      if (met.has(place) || !(found || parameter)) continue;
      if (section !== "Resources") add(met, place, found);
      else if (parameter) add(met, place, parameter);
      else for (const [part, value] of partsOfName(found)) add(met, JSON.stringify([section, name, part]), value);
    }
    if (node.kind === "array") for (const item of node.items) follow(item, met);
    if (node.kind === "object") for (const { value } of node.entries) follow(value, met);
  }

  function add(met: Map<string, Surrounding>, place: string, node: Node | undefined): void {
    if (!node || met.has(place)) return;
    met.set(place, { place, node });
    follow(node, met);
  }

  return (path) => {
    const node = holderOf(path, root);
    const before = known.get(node);
    if (before) return before;
    const met = new Map<string, Surrounding>();
    add(met, "", node);
    const globals = globalsFor(node, root);
    if (globals) add(met, "Globals", globals);
    for (const id of connectedTo(node)) {
      for (const [part, value] of partsOfName(template.resources.get(id))) add(met, JSON.stringify([id, part]), value);
    }
    const given = ["Parameters", "Mappings", "Conditions", "Globals"];
    if (steps < 0) {
      met.clear();
      for (const section of ["", ...given]) {
        const whole = section === "" ? node : child(root, section);
        if (whole) met.set(section, { place: section, node: whole });
      }
    }
    const all = [...met.values()].sort((a, b) => (a.place < b.place ? -1 : 1));
    known.set(node, all);
    return all;
  };
}

/** The resource in which a path is, or what else has a name in a section; the section where nothing in it is named. */
function holderOf([section, name]: Path, root: Node): Node {
  const whole = typeof section === "string" ? child(root, section) : undefined;
  const inside = whole?.kind === "array" && typeof name === "number" ? whole.items[name] : undefined;
  return inside ?? (typeof name === "string" ? child(whole, name) : undefined) ?? whole ?? root;
}

/** The parts of a resource that decide what a reference to it gives. */
function partsOfName(resource: Node | undefined): [string, Node][] {
  const type = child(resource, "Type");
  const row = rowOf(PHYSICAL_NAMES, stringValue(type) ?? "");
  const properties = child(resource, "Properties");
  const named = [row?.property, row?.prefix?.property].flatMap((property): [string, Node | undefined][] =>
    property === undefined ? [] : [[property, child(properties, property)]],
  );
  return [["Type", type] as const, ...named].flatMap(([part, node]): [string, Node][] => (node ? [[part, node]] : []));
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
