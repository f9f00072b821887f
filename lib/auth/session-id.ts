import { randomBytes } from "node:crypto";
import { sha256 } from "#lib/sha256.ts";

/** 256 random bits: what the cookie holds, encrypted. */
export function newSessionId(): string {
  return randomBytes(32).toString("base64url");
}

/** What the database holds of a session id (S40). */
export function hashSessionId(sessionId: string): string {
  return sha256(sessionId);
}
