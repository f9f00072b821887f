import type { Found } from "./check.ts";
import { at } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** A policy that is longer than a quota, in characters. */
export function* oversized({ root }: PolicyDocument, size: number, quota: number): Generator<Found> {
  if (root === undefined || size <= quota) return;
  yield { locations: [at(root)], values: { policySize: String(size), policySizeQuota: String(quota) } };
}

export function withoutSpace(source: string): number {
  return source.length - (source.match(/\s/g)?.length ?? 0);
}
