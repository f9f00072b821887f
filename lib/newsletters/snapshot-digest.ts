import { sha256 } from "#lib/sha256.ts";
import type { LetterSnapshot } from "./output.ts";

/** The id of a snapshot is its content digest, so letters with the same numbers have the same id. */
export function snapshotDigest(snapshot: LetterSnapshot): string {
  return sha256(JSON.stringify(snapshot));
}
