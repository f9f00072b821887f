import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { editService } from "#lib/teams/edit-service.ts";
import { editServiceBody } from "#lib/teams/input.ts";
import { serviceOutput, servicePageOutput } from "#lib/teams/output.ts";
import { servicePage } from "#lib/teams/team-queries.ts";

export const GET = apiRoute({
  summary: "A service with its reviews",
  tag: "Teams",
  params: { service: "The id of the service" },
  answer: servicePageOutput,
  run: (ctx, { params }) => servicePage(ctx, idParam(params, "service", "The service")),
});

export const PATCH = apiRoute({
  summary: "Edit a service",
  tag: "Teams",
  params: { service: "The id of the service" },
  body: editServiceBody,
  answer: serviceOutput,
  run: (ctx, { params, body }) => editService(ctx, { ...body, serviceId: idParam(params, "service", "The service") }),
});
