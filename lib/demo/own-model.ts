import type { Context } from "#lib/context.ts";
import { addService } from "#lib/teams/add-service.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import model from "../../docs/threat-model.tc.json" with { type: "json" };
import type { Person, Team } from "./story.ts";

/** The product is a service of its own demo, with the threat model that is written for it. */
export async function addOwnService(ctx: Context, team: Pick<Team, "id">, engineer: Person): Promise<void> {
  const { name, description } = model.applicationInfo;
  const { id: serviceId } = await addService(ctx, { name, tier: "high", description, teamId: team.id });
  await importThreatModel(ctx, {
    serviceId,
    fileName: "guardians.tc.json",
    content: JSON.stringify(model, null, 2),
    authorId: engineer.id,
    authorRole: "engineer",
  });
}
