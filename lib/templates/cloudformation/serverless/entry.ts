import type { Node } from "#lib/iam/index.ts";
import { afresh, type Resolution } from "#lib/templates/cloudformation/values/outcome.ts";
import { child } from "../../node.ts";
import type { Path } from "../../reading.ts";
import { readings } from "../../yaml-readings.ts";
import { type Owner, seeGaps } from "../report.ts";

/** A value in a resource, its place, and the world in which it is read. */
export type Entry = { node: Node; path: Path; env: Resolution };

export function propertiesOf({ node, path, env }: Owner): Entry {
  return { node: child(node, "Properties") ?? node, path, env: afresh(env) };
}

export function part(of: Entry | undefined, key: string): Entry | undefined {
  const node = child(of?.node, key);
  return of && node && node.kind !== "null" ? { node, path: [...of.path, key], env: of.env } : undefined;
}

export function isFalse(entry: Entry | undefined): boolean {
  return switchOf(entry) === false;
}

export function isTrue(entry: Entry | undefined): boolean {
  return switchOf(entry) === true;
}

/** The setting of a switch. If an unquoted `no` is not read as false, SAM rejects the template. */
function switchOf(entry: Entry | undefined): boolean | undefined {
  if (entry?.node.kind === "boolean") return entry.node.value;
  const texts: string[] = entry?.node.kind === "string" ? readings(entry.node) : [];
  return texts.includes("true") ? true : texts.includes("false") ? false : undefined;
}

/** Records a gap at the place of an entry. */
export function seeUnread(owner: Owner, { node, path, env }: Entry, message: string): void {
  seeGaps(owner, { policyName: null }, [{ message, path, span: node.span }], env);
}
