import { sharingDocument } from "../sharing/sharing.ts";
import type { SharingRow } from "../sharing/sharing-row.ts";
import { isConfigured } from "./configuration.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import { addIncomplete, addPolicy, type Plan } from "./policies.ts";
import { SHARING_TABLE } from "./sharing-table.ts";

/** Reads who gets access to a planned resource by something other than a policy. */
export function readSharing(resource: PlannedResource, plan: Plan): SharingRow[] {
  const rows = SHARING_TABLE.filter(({ type }) => type === resource.type);
  for (const row of rows) readRow(row, resource, plan);
  return rows;
}

function readRow({ path, share }: SharingRow, resource: PlannedResource, plan: Plan): void {
  const before = places(resource.before, undefined, path, resource.path);
  for (const place of places(resource.after, resource.unknown ?? "none", path, resource.path)) {
    const span = (place.node ?? resource.node).span;
    const about = { resource, plan, kind: "sharing" as const, policyName: null, path: place.path, span };
    if (place.kind === "unknown" && isConfigured(plan.configuration, resource, path[0] ?? "") !== false) {
      addIncomplete({ ...about, message: `${place.path.at(-1)} is known only after the plan is applied.` });
    }
    if (place.kind !== "known" || !place.node) continue;
    const admissions = share(place.node);
    if (typeof admissions === "string") {
      addIncomplete({ ...about, message: admissions });
      continue;
    }
    const node = sharingDocument(admissions, span);
    const same = before.find((each) => JSON.stringify(each.path) === JSON.stringify(place.path))?.node;
    const shared = same && share(same);
    const past = same && Array.isArray(shared) ? sharingDocument(shared, same.span) : null;
    if (node) addPolicy({ ...about, publicType: null, node, before: past ?? undefined, assumptions: [] });
  }
}
