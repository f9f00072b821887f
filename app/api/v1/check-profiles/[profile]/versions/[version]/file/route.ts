import { profileFile } from "#lib/policies/queries.ts";
import { fileRoute, idParam } from "#lib/web/api-route.ts";
import { handOut } from "#lib/web/hand-out.ts";

export const GET = fileRoute({
  summary: "A version of a check profile as the JSON that guardians check --profile reads",
  tag: "Policy checks",
  params: { profile: "The id of the profile", version: "The number of the version" },
  mediaType: "application/json",
  run: (ctx, { params }) => {
    const profile = idParam(params, "profile", "The check profile");
    const version = idParam(params, "version", "The version");
    return handOut(ctx, { what: "check-profile", format: "json" }, async (ctx) => {
      return { read: await profileFile(ctx, profile, version), count: 1 };
    });
  },
});
