import type { ServiceAction, ServiceFacts } from "../service-facts.ts";
import { isKey } from "./condition-key.ts";

/** Whether requests of an action may carry a key, in small letters: by itself or by a resource type that it takes. */
export function supportsKey(service: string, action: ServiceAction, name: string, facts: ServiceFacts): boolean {
  const has = (keys: readonly string[]) => keys.some((key) => isKey(name, { name: key }));
  if (has(action.conditionKeys) || action.resourceTypes.some(({ conditionKeys }) => has(conditionKeys))) return true;
  const taken = new Set(action.resourceTypes.map((type) => type.name));
  return facts.resourceTypes(service).some((type) => taken.has(type.name) && has(type.conditionKeys));
}
