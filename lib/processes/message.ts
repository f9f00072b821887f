/** What a child is told to do. It is cloned on the way: data only. */
export type Order = { task: string; input: unknown };

/** What a child says: which document it begins with, or how its task ended. `failed` is a fault of this code. */
export type Report = { began: string | null } | { done: unknown } | { failed: { message: string; stack: string } };

/** Told the name of each document before it is worked on, so that each has its own time; null for all of them together. */
export type Began = (document: string | null) => void;

/**
 * What is done with what strangers wrote: functions of data that can be cloned to data that can be cloned, without database
 * and configuration, so that they run in a process that may be ended.
 */
export type Tasks = Readonly<Record<string, (input: never, began: Began) => unknown>>;
