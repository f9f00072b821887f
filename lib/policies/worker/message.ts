import type { TaskName } from "./tasks.ts";

/** What a child is told to do. It is cloned on the way: data only. */
export type Order = { task: TaskName; input: unknown };

/** What a child says: which document it begins with, or how its task ended. `failed` is a fault of this code. */
export type Report = { began: string | null } | { done: unknown } | { failed: { message: string; stack: string } };
