import type { SensitiveAccess } from "#lib/checks/profile.ts";
import { policyOfLists, unknownActions } from "#lib/checks/unknown-actions.ts";

/** As `unknownActions`, using the bundled service data, which is large and loaded only if an action is listed. */
export async function unknownListed(sensitive: readonly SensitiveAccess[]): Promise<string[]> {
  if (sensitive.every(({ actions }) => actions.length === 0)) return [];
  const { serviceFacts } = await import("./service-facts.ts");
  return unknownActions(sensitive, await serviceFacts([policyOfLists(sensitive)]));
}
