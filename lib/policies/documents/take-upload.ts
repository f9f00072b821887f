import { workOnPolicies } from "#lib/policies/runs/work-on-policies.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { Asker } from "#lib/processes/work-on.ts";
import { secretsKey } from "./secrets-key.ts";
import type { TakenDocument } from "./take-document.ts";

/**
 * Takes a document that someone sends, in a process apart from the server; one that takes more than it may is refused with
 * that as its problem. Not to be called in a transaction: reading takes its time.
 */
export async function takeUpload(ctx: Asker, name: string, content: string): Promise<TakenDocument> {
  try {
    return await workOnPolicies(ctx, "takeDocument", { name, content, key: secretsKey() });
  } catch (error) {
    if (!(error instanceof WorkEnded)) throw error;
    return { ok: false, problems: [{ path: [], message: `${error.message} Split it, and attach its parts.` }] };
  }
}
