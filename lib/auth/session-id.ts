import { randomBytes } from "node:crypto";
import { sha256 } from "#lib/sha256.ts";

/** 256 random bits, stored encrypted in the cookie. */
export function newSessionId(): string {
  return randomBytes(32).toString("base64url");
}

/** The form of a session id stored in the database (S40). */
export function hashSessionId(sessionId: string): string {
  return sha256(sessionId);
}
