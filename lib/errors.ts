import type { Permission } from "#lib/auth/actor.ts";

/** One invalid field of an input: its location and the problem. */
export type FieldProblem = { path: (string | number)[]; message: string; line?: number; column?: number };

/**
 * An error identified by its kind. Each server bundle has its own copy of this file, so `instanceof` compares kinds,
 * which work across bundles.
 */
export abstract class KnownError extends Error {
  static readonly kind: string;
  static override [Symbol.hasInstance](error: unknown): boolean {
    // biome-ignore lint/complexity/noThisInStatic: each kind asks for its own
    return typeof error === "object" && error !== null && "name" in error && error.name === this.kind;
  }
}

/** The thing does not exist, or this actor may not know that it exists. */
export class NotFound extends KnownError {
  static override readonly kind = "NotFound";
  override name = NotFound.kind;
  constructor(what: string) {
    super(`${what} was not found.`);
  }
}

/** The actor may see the thing, but may not do this to it. */
export class Forbidden extends KnownError {
  static override readonly kind = "Forbidden";
  override name = Forbidden.kind;
}

/** The input is invalid; `problems` lists every field at fault. */
export class Invalid extends KnownError {
  static override readonly kind = "Invalid";
  override name = Invalid.kind;
  readonly problems: FieldProblem[];
  /** The message for a form that shows the problems at their controls: no path. */
  readonly inForm: string;
  constructor(message: string, problems: FieldProblem[] = [], inForm = message) {
    super(message);
    this.problems = problems;
    this.inForm = inForm;
  }
}

/** The thing's state does not permit this; `allowed` lists what is possible now. */
export class Conflict extends KnownError {
  static override readonly kind = "Conflict";
  override name = Conflict.kind;
  readonly allowed: string[] | undefined;
  constructor(message: string, allowed?: string[]) {
    super(message);
    this.allowed = allowed;
  }
}

/** An external service did not answer; retrying later may help. */
export class Unavailable extends KnownError {
  static override readonly kind = "Unavailable";
  override name = Unavailable.kind;
}

/** A caller exceeds the rate limit. Entry points throw this before any verb. */
export class TooMany extends KnownError {
  static override readonly kind = "TooMany";
  override name = TooMany.kind;
  /** Whole seconds until the caller may retry. */
  readonly retryAfter: number;
  constructor(message: string, retryAfter: number) {
    super(message);
    this.retryAfter = retryAfter;
  }
}

/** Throws the error for a refused permission: Forbidden for the wrong actor, Conflict for the wrong state. */
export function ensure(permission: Permission, allowed?: string[]): void {
  if (permission.allowed) return;
  if (permission.because === "actor") throw new Forbidden(permission.reason);
  throw new Conflict(permission.reason, allowed);
}
