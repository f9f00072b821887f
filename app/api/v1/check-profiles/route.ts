import { apiRoute } from "#lib/web/api-route.ts";
import { z } from "zod";
import { publishProfileInput } from "#lib/policies/input.ts";
import { profileOutput, publishedProfileOutput } from "#lib/policies/output.ts";
import { publishProfile } from "#lib/policies/profiles/publish-profile.ts";
import { listProfiles } from "#lib/policies/queries.ts";

export const GET = apiRoute({
  summary: "The check profiles with their latest version",
  tag: "Policy checks",
  answer: z.object({ items: z.array(profileOutput) }),
  run: async (ctx) => ({ items: await listProfiles(ctx) }),
});

export const POST = apiRoute({
  summary: "Publish a check profile, or a new version of one",
  tag: "Policy checks",
  body: publishProfileInput,
  answer: publishedProfileOutput,
  status: 201,
  limit: "upload",
  run: (ctx, { body }) => publishProfile(ctx, body),
});
