import { createHash } from "node:crypto";
import type { LetterSnapshot } from "./output.ts";

/** The id of a snapshot is the digest of its content, so that two letters with the same numbers say so. */
export function snapshotDigest(snapshot: LetterSnapshot): string {
  return createHash("sha256").update(JSON.stringify(snapshot)).digest("hex");
}
