import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { z } from "zod";
import { profileOutput } from "#lib/policies/output.ts";
import { profileVersions } from "#lib/policies/queries.ts";

export const GET = apiRoute({
  summary: "The versions of a check profile, newest first",
  tag: "Policy checks",
  params: { profile: "The id of the profile" },
  answer: z.object({ items: z.array(profileOutput) }),
  run: async (ctx, { params }) => ({
    items: await profileVersions(ctx, idParam(params, "profile", "The check profile")),
  }),
});
