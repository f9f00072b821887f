import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { retiredServiceOutput } from "#lib/teams/output.ts";
import { retireService } from "#lib/teams/retire-service.ts";

export const POST = apiRoute({
  summary: "Retire a service",
  tag: "Teams",
  params: { service: "The id of the service" },
  answer: retiredServiceOutput,
  run: (ctx, { params }) => retireService(ctx, { serviceId: idParam(params, "service", "The service") }),
});
