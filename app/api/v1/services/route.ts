import { apiRoute } from "#lib/web/api-route.ts";
import { addService } from "#lib/teams/add-service.ts";
import { addServiceInput } from "#lib/teams/input.ts";
import { serviceOutput, servicesOutput } from "#lib/teams/output.ts";
import { serviceList } from "#lib/teams/queries.ts";

export const GET = apiRoute({
  summary: "The services in use",
  tag: "Teams",
  answer: servicesOutput,
  run: async (ctx) => ({ items: await serviceList(ctx) }),
});

export const POST = apiRoute({
  summary: "Add a service to a team",
  tag: "Teams",
  body: addServiceInput,
  answer: serviceOutput,
  status: 201,
  run: (ctx, { body }) => addService(ctx, body),
});
