import type { Sharing } from "./sharing.ts";

/**
 * Where a resource type lets others in other than by an IAM policy: the path to the value, in which `*` is every item
 * of a list, and how to read it.
 */
export type SharingRow = { type: string; path: string[]; share: Sharing };

export function row(type: string, path: string, share: Sharing): SharingRow {
  return { type, path: path.split("."), share };
}
