import type { SensitiveAccess } from "#lib/checks/profile.ts";
import { policyOfLists, unknownActions } from "#lib/checks/unknown-actions.ts";

/** As `unknownActions`, by the data about services that the product carries: it is large, and loaded where an action is listed. */
export async function unknownListed(sensitive: readonly SensitiveAccess[]): Promise<string[]> {
  if (sensitive.every(({ actions }) => actions.length === 0)) return [];
  const { serviceFacts } = await import("./service-facts.ts");
  return unknownActions(sensitive, await serviceFacts([policyOfLists(sensitive)]));
}
