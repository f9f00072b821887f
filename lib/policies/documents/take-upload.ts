import { workOnPolicies } from "#lib/policies/runs/work-on-policies.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { secretsKey } from "./secrets-key.ts";
import type { TakenDocument } from "./take-document.ts";

/**
 * Accepts an uploaded document in a process separate from the server; one that exceeds its limits is refused as a
 * problem. Never call it in a transaction, because reading is slow.
 */
export async function takeUpload(ctx: Asker, name: string, content: string): Promise<TakenDocument> {
  try {
    return await workOnPolicies(ctx, "takeDocument", { name, content, key: secretsKey() });
  } catch (error) {
    if (!(error instanceof WorkEnded)) throw error;
    return { ok: false, problems: [{ path: [], message: `${error.message} Split it and attach the parts.` }] };
  }
}
