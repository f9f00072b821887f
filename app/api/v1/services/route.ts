import { addService } from "#lib/teams/add-service.ts";
import { addServiceInput } from "#lib/teams/input.ts";
import { serviceOutput } from "#lib/teams/output.ts";
import { apiRoute } from "#lib/web/api-route.ts";

export const POST = apiRoute({
  summary: "Add a service to a team",
  tag: "Teams",
  body: addServiceInput,
  answer: serviceOutput,
  status: 201,
  run: (ctx, { body }) => addService(ctx, body),
});
