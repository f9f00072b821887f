export const RUN_STATES = ["queued", "running", "finished", "error"] as const;

export type RunState = (typeof RUN_STATES)[number];
