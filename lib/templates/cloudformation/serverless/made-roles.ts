import { exploreAll } from "#lib/templates/cloudformation/values/explore.ts";
import type { Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import type { Owner } from "../report.ts";
import { part, propertiesOf } from "./entry.ts";

/** The worlds in which SAM makes a role for a resource, because it is given none. */
export function madeRoles(owner: Owner, property = "Role"): Resolution[] {
  const properties = propertiesOf(owner);
  const role = part(properties, property);
  if (!role) return [properties.env];
  const leaves = exploreAll(role.env, (own) => own.resolve(role.node, role.path, own).kind === "absent");
  if (typeof leaves === "string") return [properties.env];
  return leaves.flatMap(({ env, result }) => (result ? [env] : []));
}
