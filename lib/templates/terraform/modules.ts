import type { Node } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "../node.ts";
import { isData } from "./plan.ts";

/** A module of the configuration: its resources, its outputs, and its calls of other modules. */
export type Module = {
  path: readonly string[];
  resources: ReadonlyMap<string, Node>;
  calls: ReadonlyMap<string, Node>;
  outputs: ReadonlyMap<string, Node>;
  inner: ReadonlyMap<string, Module>;
  outer?: { module: Module; name: string };
};

/** The key of an instance as an address writes it, empty if it has none; null means any key. */
export type Key = string | null;

/** Instances of a module: one key for each step of its path. */
export type Instance = { module: Module; keys: readonly Key[] };

/** The root module of the configuration in a plan, with everything it calls. */
export function modulesIn(root: Node): Module {
  return moduleOf(child(child(root, "configuration"), "root_module"), []);
}

function moduleOf(node: Node | undefined, path: readonly string[], outer?: Module["outer"]): Module {
  const resources = new Map<string, Node>();
  for (const resource of items(child(node, "resources"))) {
    const [type, name] = [stringValue(child(resource, "type")), stringValue(child(resource, "name"))];
    resources.set(`${isData(resource) ? "data." : ""}${type}.${name}`, resource);
  }
  const calls = children(child(node, "module_calls"));
  const outputs = children(child(node, "outputs"));
  const inner = new Map<string, Module>();
  const module: Module = { path, resources, calls, outputs, inner, ...(outer && { outer }) };
  for (const [name, call] of calls) inner.set(name, moduleOf(child(call, "module"), [...path, name], { module, name }));
  return module;
}
