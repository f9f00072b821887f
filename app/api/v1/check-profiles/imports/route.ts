import { apiRoute } from "#lib/web/api-route.ts";
import { importProfileInput } from "#lib/policies/input.ts";
import { publishedProfileOutput } from "#lib/policies/output.ts";
import { importProfile } from "#lib/policies/profiles/import-profile.ts";

export const POST = apiRoute({
  summary: "Publish a check profile from the JSON that guardians check --profile reads",
  tag: "Policy checks",
  body: importProfileInput,
  answer: publishedProfileOutput,
  status: 201,
  limit: "upload",
  run: (ctx, { body }) => importProfile(ctx, body),
});
