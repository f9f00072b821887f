import { and, asc, desc, eq, sql } from "drizzle-orm";
import { byName } from "#db/by-name.ts";
import { isHere, readablePeople } from "#db/conditions/people.ts";
import { lineColumns } from "#db/conditions/reviews.ts";
import { isInUse } from "#db/conditions/teams.ts";
import { contains } from "#db/contains.ts";
import { people, reviews, services, teams } from "#db/schema/index.ts";
import { visibleReviews } from "#lib/auth/visibility.ts";
import type { Context } from "#lib/context.ts";
import { parse } from "#lib/input.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { matchesPerson } from "#lib/people/matches-person.ts";
import { isNamedBy, matchesReview } from "#lib/reviews/queue/matches-review.ts";
import { lineOf } from "#lib/reviews/rules/line.ts";
import { stateWords } from "#lib/reviews/rules/states.ts";
import { modelsCalled } from "#lib/threat-models/queries.ts";
import { type SearchInput, searchInput } from "./input.ts";
import type { SearchAnswer, SearchItem } from "./output.ts";
import { shares } from "./rules.ts";

const EACH = 5;
const ALL = 12;

/** Fetches one more than is shown, to learn whether there are more. */
const ASKED = EACH + 1;

/**
 * Reviews, threat models, people, services and teams whose name contains the words; only reviews and threat models the
 * actor may know about.
 */
export async function search(ctx: Context, input: SearchInput): Promise<SearchAnswer> {
  const { q } = parse(searchInput, input);
  if (q === "") return { items: [], more: [] };
  const kinds = [
    { kind: "review", found: await findReviews(ctx, q), href: paths.reviews({ tab: "all", q }) },
    { kind: "threat-model", found: await findThreatModels(ctx, q), href: paths.threatModels({ q }) },
    { kind: "person", found: await findPeople(ctx, q), href: paths.guardians({ state: "everyone", q }) },
    { kind: "service", found: await findServices(ctx, q), href: paths.teams({ q }) },
    { kind: "team", found: await findTeams(ctx, q), href: paths.teams({ q }) },
  ] as const;
  const shown = shares(
    kinds.map(({ found }) => Math.min(found.length, EACH)),
    ALL,
  );
  return {
    items: kinds.flatMap(({ found }, at) => found.slice(0, shown[at])),
    more: kinds.filter(({ found }, at) => found.length > (shown[at] ?? 0)).map(({ kind, href }) => ({ kind, href })),
  };
}

async function findReviews(ctx: Context, q: string): Promise<SearchItem[]> {
  const named = isNamedBy(q);
  const rows = await ctx.db
    .select(lineColumns())
    .from(reviews)
    .where(and(matchesReview(q), visibleReviews(ctx)))
    .orderBy(...(named ? [desc(named)] : []), desc(reviews.updatedAt), desc(reviews.id))
    .limit(ASKED);
  return rows.map(lineOf).map((line) => ({
    kind: "review",
    label: `${reviewRef(line.id)} ${line.title}`,
    description: stateWords(line.state, line),
    href: paths.review(line.id),
  }));
}

async function findThreatModels(ctx: Context, q: string): Promise<SearchItem[]> {
  const rows = await modelsCalled(ctx, q, ASKED);
  return rows.map(({ id, name, service }) => ({
    kind: "threat-model",
    label: name,
    description: `Threat model of ${service}`,
    href: paths.threatModel(id),
  }));
}

async function findPeople(ctx: Context, q: string): Promise<SearchItem[]> {
  const email = sql<string | null>`case when ${readablePeople(ctx, "person.read-address")} then ${people.email} end`;
  const rows = await ctx.db
    .select({ id: people.id, name: people.name, email })
    .from(people)
    .where(and(isHere(), matchesPerson(ctx, q)))
    .orderBy(byName(people.name), asc(people.id))
    .limit(ASKED);
  return rows.map((row) => ({
    kind: "person",
    label: row.name,
    description: row.email ?? "Person",
    href: paths.person(row.id),
  }));
}

async function findServices(ctx: Context, q: string): Promise<SearchItem[]> {
  const rows = await ctx.db
    .select({ id: services.id, name: services.name, retiredAt: services.retiredAt, team: teams.name })
    .from(services)
    .innerJoin(teams, eq(teams.id, services.teamId))
    .where(contains(services.name, q))
    .orderBy(desc(isInUse()), byName(services.name), asc(services.id))
    .limit(ASKED);
  return rows.map((row) => ({
    kind: "service",
    label: row.name,
    description: `${row.retiredAt ? "Retired service" : "Service"} of ${row.team}`,
    href: paths.service(row.id),
  }));
}

async function findTeams(ctx: Context, q: string): Promise<SearchItem[]> {
  const rows = await ctx.db
    .select({ id: teams.id, name: teams.name })
    .from(teams)
    .where(contains(teams.name, q))
    .orderBy(byName(teams.name), asc(teams.id))
    .limit(ASKED);
  return rows.map((row) => ({ kind: "team", label: row.name, description: "Team", href: paths.team(row.id) }));
}
