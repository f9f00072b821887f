import type { Analyzer } from "#lib/checks/profile.ts";
import type { Job } from "#lib/jobs/queue.ts";

/** The job for a person's run. Waiting for AWS must not hold up runs the engine answers immediately. */
export function runJob({ id, analyzer }: { id: number; analyzer: Analyzer }, by: number | null): Job {
  return { name: analyzer === "engine" ? "policy-run" : "aws-policy-run", data: { runId: id, by } };
}
