import { type SQL, sql } from "drizzle-orm";
import { rowsOf } from "#db/rows-of.ts";
import { events, guardianships, teams } from "#db/schema/index.ts";
import { isAnswer } from "#lib/findings/conditions.ts";
import { activeAt } from "#lib/guardians/conditions.ts";
import { censusFigure } from "../rules/figure.ts";
import { quartersAsRows } from "./as-rows.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

type Row = PersonRow & { acted: boolean };

/** M17: guardians who were active all through the quarter, and those of them with an act that a review credits. */
export const activeNotNominal = aboutPeople<Row>(
  (ctx, frame) => {
    const within = (at: SQL) => sql`${at} >= quarter.from_at and ${at} <= quarter.until_at`;
    const person = guardianships.personId;
    return rowsOf<Row>(
      ctx.db,
      sql`
      select quarter."window", ${person} as "personId", ${teams.organisationId} as "organisationId",
        (exists (select from findings as act where act.raised_by_id = ${person} and ${within(sql`act.created_at`)})
          or exists (select from ${events} where ${isAnswer()} and ${events.actorId} = ${person} and ${within(sql`${events.at}`)})
          or exists (select from threat_model_versions as act where act.author_id = ${person} and ${within(sql`act.created_at`)})
          or exists (select from waiver_asks as act where act.asked_by_id = ${person} and act.fingerprint is not null
            and ${within(sql`act.asked_at`)})) as acted
      from (values ${quartersAsRows(frame)}) as quarter ("window", from_at, until_at)
      join ${guardianships} on ${activeAt(sql`quarter.from_at`)} and ${activeAt(sql`quarter.until_at`)}
        and not exists (select from guardian_moves as away where away.guardianship_id = ${guardianships.id}
          and away.to_state = 'paused' and ${within(sql`away.at`)})
      join ${teams} on ${teams.id} = ${guardianships.teamId}`,
    );
  },
  (rows) => censusFigure(rows.filter(({ acted }) => acted).length, rows.length),
);
