import { sha256 } from "#lib/sha256.ts";
import type { LetterSnapshot } from "./output.ts";

/** The id of a snapshot is the digest of its content, so that two letters with the same numbers say so. */
export function snapshotDigest(snapshot: LetterSnapshot): string {
  return sha256(JSON.stringify(snapshot));
}
