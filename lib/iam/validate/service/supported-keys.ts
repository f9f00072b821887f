import type { ServiceAction, ServiceFacts } from "../../language/index.ts";
import { familyGlob } from "./condition-key.ts";
import { globTakes } from "./globs.ts";
import { remembered } from "./remembered.ts";

/** In small letters; a family of keys as a pattern. */
type Keys = { names: ReadonlySet<string>; families: readonly string[] };

/** The keys of an action: its own, and those of the resource types that it takes. */
const keysOf = remembered((text, facts): Keys => {
  const [service = "", name = ""] = text.split(":");
  const action = facts.action(service, name);
  if (action === undefined) return { names: new Set(), families: [] };
  const taken = new Set(action.resourceTypes.map((type) => type.name));
  const types = facts.resourceTypes(service).filter((type) => taken.has(type.name));
  const keys = [action, ...action.resourceTypes, ...types].flatMap(({ conditionKeys }) => conditionKeys);
  return {
    names: new Set(keys.map((key) => key.toLowerCase())),
    families: [...new Set(keys.flatMap((key) => familyGlob(key) ?? []))],
  };
});

/** Whether requests of an action may carry a key, in small letters: by itself or by a resource type that it takes. */
export function supportsKey(service: string, { name }: ServiceAction, key: string, facts: ServiceFacts): boolean {
  const { names, families } = keysOf(`${service}:${name}`, facts);
  return names.has(key) || families.some((glob) => globTakes(glob, key));
}

/** Whether an action tells by tags at all: by those of its resource, or by those that a request sets. */
export function knowsTags(service: string, { name }: ServiceAction, facts: ServiceFacts): boolean {
  const { names } = keysOf(`${service}:${name}`, facts);
  return [...names].some((key) => /^aws:(?:(?:resource|request)tag\/|tagkeys$)/.test(key));
}
