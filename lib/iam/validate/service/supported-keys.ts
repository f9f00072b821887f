import type { ServiceAction, ServiceFacts } from "../../language/index.ts";
import { familyGlob } from "./condition-key.ts";
import { globTakes } from "./globs.ts";
import { remembered } from "./remembered.ts";

/** In lower case; a family of keys is a pattern. */
type Keys = { names: ReadonlySet<string>; families: readonly string[] };

/** The keys of an action: its own, and those of its resource types. */
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

/**
 * Whether an action's requests may include a key, in lower case, through the action itself or one of its resource
 * types.
 */
export function supportsKey(service: string, { name }: ServiceAction, key: string, facts: ServiceFacts): boolean {
  const { names, families } = keysOf(`${service}:${name}`, facts);
  return names.has(key) || families.some((glob) => globTakes(glob, key));
}

/** Whether an action supports tags at all: those of its resource, or those that a request sets. */
export function knowsTags(service: string, { name }: ServiceAction, facts: ServiceFacts): boolean {
  const { names } = keysOf(`${service}:${name}`, facts);
  return [...names].some((key) => /^aws:(?:(?:resource|request)tag\/|tagkeys$)/.test(key));
}
