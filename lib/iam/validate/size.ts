import type { Found } from "./check.ts";
import { at } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** A policy that is longer than a quota, in characters. */
export function* oversized({ root }: PolicyDocument, size: number, quota: number): Generator<Found> {
  if (root === undefined || size <= quota) return;
  yield { locations: [at(root)], values: { policySize: String(size), policySizeQuota: String(quota) } };
}

/** White space is not counted. AWS's answers count one character more than there are: the end of the text. */
export function countedCharacters(source: string): number {
  return source.length - (source.match(/\s/g)?.length ?? 0) + 1;
}
