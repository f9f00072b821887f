import type { Node } from "#lib/iam/index.ts";
import { child, children, items, stringValue } from "../node.ts";

const MODULE = /module\.([^.[\]]+)(\[(?:"(?:[^"\\]|\\.)*"|\d+)\])?\./y;

/** The names of the modules in an address, without their `count` and `for_each` keys, which may contain dots. */
export function modulesOf(address: string): string[] {
  return addressParts(address).modules;
}

/** The same names, their keys as the address writes them, and the rest of the address within the last module. */
export function addressParts(address: string): { modules: string[]; keys: string[]; rest: string } {
  const modules: string[] = [];
  const keys: string[] = [];
  let end = 0;
  MODULE.lastIndex = 0;
  for (let match = MODULE.exec(address); match; match = MODULE.exec(address)) {
    modules.push(match[1] ?? "");
    keys.push(match[2] ?? "");
    end = MODULE.lastIndex;
  }
  return { modules, keys, rest: address.slice(end) };
}

/** The attributes that the configuration in a plan sets, by resource; empty if the plan has no configuration. */
export type Configuration = Map<string, Set<string>>;

/**
 * Reads the configuration of a plan with all its modules. It does not include blocks made by `dynamic`. Source:
 * Terraform, JSON Output Format, Configuration Representation.
 */
export function configurationOf(root: Node): Configuration {
  const found: Configuration = new Map();
  collect(child(child(root, "configuration"), "root_module"), [], found);
  return found;
}

function collect(module: Node | undefined, names: string[], into: Configuration): void {
  for (const resource of items(child(module, "resources"))) {
    if (stringValue(child(resource, "mode")) === "data") continue;
    const [type, name] = [stringValue(child(resource, "type")), stringValue(child(resource, "name"))];
    into.set(JSON.stringify([...names, type, name]), new Set(children(child(resource, "expressions")).keys()));
  }
  for (const [name, call] of children(child(module, "module_calls")))
    collect(child(call, "module"), [...names, name], into);
}

/** Whether the configuration sets an attribute of a resource; undefined if the resource is not in it. */
export function isConfigured(
  configuration: Configuration,
  resource: { address: string; type: string; name: string },
  attribute: string,
): boolean | undefined {
  return configuration
    .get(JSON.stringify([...modulesOf(resource.address), resource.type, resource.name]))
    ?.has(attribute);
}
