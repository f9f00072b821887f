import type { Sharing } from "./sharing.ts";

/**
 * Where a resource type lets others in by something else than a policy of IAM: the path to the value that says it, in which `*`
 * is every item of a list, and how that is read.
 */
export type SharingRow = { type: string; path: string[]; share: Sharing };

export function row(type: string, path: string, share: Sharing): SharingRow {
  return { type, path: path.split("."), share };
}
