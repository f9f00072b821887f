import type { Node } from "#lib/iam/index.ts";
import { child, items, objectNode, stringValue } from "../node.ts";
import { addressParts } from "./configuration.ts";
import type { Instance, Key } from "./modules.ts";
import { isData } from "./plan.ts";

/** A part of a plan from which a value is made, with its place. */
export type Source = { place: string; node: Node };

/**
 * The sources of a value: `refers` for its expression's references, `leads` for everything they lead to, shared between
 * all values that lead to the same; null if there is more than can be followed.
 */
export type Made = { refers: readonly Source[]; leads: readonly Source[] | null };

/** The data source that makes the text of policies. */
const DOCUMENT = "aws_iam_policy_document";

/** Whether a plan's resource is a policy document, which shows the content of the policies made from it. */
export function isDocument(node: Node): boolean {
  return isData(node) && stringValue(child(node, "type")) === DOCUMENT;
}

/** The documents of one name in one instance of a module, by their own keys. */
type Group = { keys: readonly string[]; byKey: Map<string, Source[]> };

export type Documents = {
  /** The known content of a name's documents. `spend` receives how many were examined. */
  named(instance: Instance, name: string, key: Key, spend: (looked: number) => void): readonly Source[];
  /** The likely key if a document exists for it; otherwise null, meaning any key. */
  keyOf(instance: Instance, name: string, key: Key): Key;
  /** The same for an instance of a module. */
  moduleKeyOf(instance: Instance, name: string, key: Key): Key;
};

/** A plan's policy documents in all instances: those already read, and those only read during apply. */
export function documentsIn(root: Node): Documents {
  const found = new Map<string, Map<string, Group>>();
  const instances = new Set<string>();
  for (const [node, told] of [
    ...plannedIn(root),
    ...readIn(child(child(child(root, "prior_state"), "values"), "root_module")),
  ]) {
    const address = stringValue(child(node, "address"));
    if (!isDocument(node) || address === undefined || !told) continue;
    const { modules, keys, rest } = addressParts(address);
    const [, name = "", key = ""] = /^(data\.[^.[\]]+\.[^.[\]]+)(\[.*\])?$/s.exec(rest) ?? [];
    const source = { place: `document ${address}`, node: told };
    const groups = entry(found, JSON.stringify([...modules, name]), () => new Map<string, Group>());
    const { byKey } = entry(groups, JSON.stringify(keys), () => ({ keys, byKey: new Map() }));
    entry(byKey, key, () => []).push(source);
    for (let depth = modules.length; depth > 0; depth -= 1) {
      instances.add(JSON.stringify([modules.slice(0, depth), keys.slice(0, depth)]));
    }
  }
  const groupsOf = ({ module }: Instance, name: string) => found.get(JSON.stringify([...module.path, name]));
  return {
    named(instance, name, key, spend) {
      const { keys } = instance;
      const groups = groupsOf(instance, name);
      if (!groups) return [];
      const own = keys.includes(null) ? [...groups.values()] : [groups.get(JSON.stringify(keys)) ?? []].flat();
      spend(own.length);
      const meant = own.filter((group) => group.keys.every((each, at) => keys[at] === null || keys[at] === each));
      return meant.flatMap(({ byKey }) => (key === null ? [...byKey.values()].flat() : (byKey.get(key) ?? [])));
    },
    keyOf(instance, name, key) {
      if (key === null || instance.keys.includes(null)) return null;
      return groupsOf(instance, name)?.get(JSON.stringify(instance.keys))?.byKey.has(key) ? key : null;
    },
    moduleKeyOf({ module, keys }, name, key) {
      return instances.has(
        JSON.stringify([
          [...module.path, name],
          [...keys, key],
        ]),
      )
        ? key
        : null;
    },
  };
}

/** Data sources that the plan reads only during apply. */
function plannedIn(root: Node): [Node, Node | undefined][] {
  return items(child(root, "resource_changes")).map((node) => {
    const change = child(node, "change");
    const told = ["after", "after_unknown"].map((side): [string, Node | undefined] => [side, child(change, side)]);
    return [node, change && objectNode(told, change.span)];
  });
}

/** The state of data sources already read. */
function readIn(module: Node | undefined): [Node, Node | undefined][] {
  const own = items(child(module, "resources")).map((node): [Node, Node | undefined] => [node, child(node, "values")]);
  return [...own, ...items(child(module, "child_modules")).flatMap(readIn)];
}

function entry<Value>(map: Map<string, Value>, key: string, empty: () => Value): Value {
  const value = map.get(key) ?? empty();
  map.set(key, value);
  return value;
}
