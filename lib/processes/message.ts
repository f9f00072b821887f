/** A task for a child. It is cloned on the way, so it contains data only. */
export type Order = { task: string; input: unknown };

/** A child's message: which document it begins, or how its task ended. `failed` is a fault in this code. */
export type Report = { began: string | null } | { done: unknown } | { failed: { message: string; stack: string } };

/**
 * Called with each document's name before work on it, so that each has its own time limit; null for all documents
 * together.
 */
export type Began = (document: string | null) => void;

/**
 * Processing of content written by strangers: functions from cloneable data to cloneable data, without database or
 * configuration, so they can run in a process that may be ended.
 */
export type Tasks = Readonly<Record<string, (input: never, began: Began) => unknown>>;
