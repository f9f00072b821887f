import type { Analyzer } from "#lib/checks/profile.ts";
import type { Job } from "#lib/jobs/queue.ts";

/** The job that does a run of a person: what waits for AWS does not hold up what the engine answers at once. */
export function runJob({ id, analyzer }: { id: number; analyzer: Analyzer }, by: number | null): Job {
  return { name: analyzer === "engine" ? "policy-run" : "aws-policy-run", data: { runId: id, by } };
}
