import { fileRoute, idParam } from "#lib/web/api-route.ts";
import { profileFile } from "#lib/policies/queries.ts";

export const GET = fileRoute({
  summary: "A version of a check profile as the JSON that guardians check --profile reads",
  tag: "Policy checks",
  params: { profile: "The id of the profile", version: "The number of the version" },
  mediaType: "application/json",
  what: "check-profile",
  format: "json",
  run: (ctx, { params }) =>
    profileFile(ctx, idParam(params, "profile", "The check profile"), idParam(params, "version", "The version")),
});
