import type { Node } from "#lib/iam/index.ts";
import { child } from "../../node.ts";
import type { Path } from "../../reading.ts";
import type { Owner } from "../report.ts";
import type { Resolution } from "../resolution.ts";
import { resolution } from "../resolve.ts";

/** Something in a resource, its place, and the world in which it is looked at. */
export type Entry = { node: Node; path: Path; env: Resolution };

export function propertiesOf({ node, path, template }: Owner): Entry {
  return { node: child(node, "Properties") ?? node, path, env: resolution(template) };
}

export function part(of: Entry | undefined, key: string): Entry | undefined {
  const node = child(of?.node, key);
  return of && node && node.kind !== "null" ? { node, path: [...of.path, key], env: of.env } : undefined;
}
