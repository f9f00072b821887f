import { eq } from "drizzle-orm";
import { teams } from "#db/schema/index.ts";
import { transaction } from "#db/transaction.ts";
import { may } from "#lib/auth/policy.ts";
import type { Context } from "#lib/context.ts";
import { ensure, Invalid, NotFound } from "#lib/errors.ts";
import { changesTo } from "#lib/events/changes-to.ts";
import { record } from "#lib/events/record.ts";
import { parse } from "#lib/input.ts";
import { program } from "#lib/program/queries.ts";
import { dayIn } from "#lib/zoned-time.ts";
import type { Team } from "./add-team.ts";
import { type EditTeamInput, editTeamInput } from "./input.ts";
import { refuseTakenName } from "./refuse-taken-name.ts";
import { requireOrganisation } from "./require-organisation.ts";
import { eligibilityProblems } from "./rules.ts";

/** Changes a team. Omitted fields stay, and so does whether it counted on past days. */
export async function editTeam(ctx: Context, input: EditTeamInput): Promise<Team> {
  const { teamId, ...wanted } = parse(editTeamInput, input);
  return transaction(ctx, async (ctx) => {
    ensure(may(ctx.actor, "organisation.manage", null));
    const [row] = await ctx.db.select().from(teams).where(eq(teams.id, teamId)).for("no key update");
    if (!row) throw new NotFound("The team");
    const { createdAt, ...before } = row;
    const changes = changesTo(before, wanted);
    const fields = Object.keys(changes);
    if (fields.length === 0) return before;
    const next = { ...before, ...changes };
    const { timeZone } = await program(ctx);
    const problems = eligibilityProblems(before, next, { addedOn: dayIn(createdAt, timeZone), today: ctx.day });
    if (problems.length > 0) throw new Invalid("The team cannot have these dates.", problems);
    if (changes.name !== undefined) await refuseTakenName(ctx, "team", { id: teamId, name: changes.name });
    if (changes.organisationId !== undefined) await requireOrganisation(ctx, changes.organisationId);
    await ctx.db.update(teams).set(changes).where(eq(teams.id, teamId));
    const moved =
      changes.organisationId === undefined
        ? {}
        : { fromOrganisationId: before.organisationId, organisationId: changes.organisationId };
    await record(ctx, {
      type: "team.edited",
      subject: { kind: "team", id: teamId },
      data: { teamId, fields, ...moved },
    });
    return next;
  });
}
