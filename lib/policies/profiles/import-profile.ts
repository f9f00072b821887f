import type { Context } from "#lib/context.ts";
import { Invalid } from "#lib/errors.ts";
import { parse } from "#lib/input.ts";
import { type ImportProfileInput, importProfileInput } from "#lib/policies/input.ts";
import type { PublishedProfile } from "#lib/policies/output.ts";
import { workOnPolicies } from "#lib/policies/runs/work-on-policies.ts";
import { refuseTooMuch } from "#lib/processes/refuse-too-much.ts";
import { publishProfile } from "./publish-profile.ts";

/** Publishes a profile file as a version of a profile, or as a new profile under the file's name. */
export async function importProfile(ctx: Context, input: ImportProfileInput): Promise<PublishedProfile> {
  const { content, name, ...rest } = parse(importProfileInput, input);
  const read = await refuseTooMuch("content", workOnPolicies(ctx, "profileFromFile", { content }));
  if ("problems" in read) {
    throw new Invalid(`The profile cannot be read. ${read.problems[0]?.message ?? ""}`, read.problems);
  }
  const { name: written, definition } = read;
  return publishProfile(ctx, { ...rest, name: name ?? written, definition });
}
