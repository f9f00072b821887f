import { eq } from "drizzle-orm";
import { idIn } from "#db/id-in.ts";
import { people, services, teams } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { FilterNames, ReviewFilter } from "#lib/reviews/rules/filter.ts";

/** Reads the names behind a filter's ids; every signed-in person may see them. */
export async function filterNames({ db }: Context, filter: ReviewFilter): Promise<FilterNames> {
  const { team, service, guardian, reviewer, person } = filter;
  const asked = [guardian, reviewer, person].filter((id) => id !== null);
  const [ofTeam, ofService, ofPeople] = await Promise.all([
    team === null ? [] : db.select({ name: teams.name }).from(teams).where(eq(teams.id, team)),
    service === null ? [] : db.select({ name: services.name }).from(services).where(eq(services.id, service)),
    asked.length === 0
      ? []
      : db.select({ id: people.id, name: people.name }).from(people).where(idIn(people.id, asked)),
  ]);
  const called = (id: number | null) => ofPeople.find((one) => one.id === id)?.name ?? null;
  return {
    team: ofTeam[0]?.name ?? null,
    service: ofService[0]?.name ?? null,
    guardian: called(guardian),
    reviewer: called(reviewer),
    person: called(person),
  };
}
