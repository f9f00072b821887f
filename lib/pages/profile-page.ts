import type { Context } from "#lib/context.ts";
import { unknownListed } from "#lib/policies/analyzer/unknown-listed.ts";
import { profileVersions } from "#lib/policies/queries.ts";

/**
 * The versions of a check profile, newest first, and why sensitive actions of the newest are found only in wildcards.
 */
export async function profilePage(ctx: Context, profileId: number) {
  const versions = await profileVersions(ctx, profileId);
  return { versions, unknown: await unknownListed(versions[0]?.definition.sensitive ?? []) };
}
