import { type SQLWrapper, sql } from "drizzle-orm";
import { activeAt } from "#db/conditions/guardians.ts";
import { rowsOf } from "#db/rows-of.ts";
import { events, findings, guardianships, teams, threatModelVersions, waiverAsks } from "#db/schema/index.ts";
import { actsOf } from "#lib/reviews/involvement/involvement.ts";
import { censusFigure } from "../rules/figure.ts";
import { quartersAsRows } from "./as-rows.ts";
import { aboutPeople, type PersonRow } from "./people.ts";

type Row = PersonRow & { acted: boolean };

/** M17: guardians who were active for the whole quarter, and those among them with an action credited by a review. */
export const activeNotNominal = aboutPeople<Row>(
  (ctx, frame) => {
    const person = guardianships.personId;
    const within = (at: SQLWrapper) => sql`${at} >= quarter.from_at and ${at} <= quarter.until_at`;
    const did = actsOf(person, within);
    return rowsOf<Row>(
      ctx.db,
      sql`
      select quarter."window", ${person} as "personId", ${teams.id} as "teamId", ${teams.organisationId} as "organisationId",
        (exists (select from ${findings} where ${did.raisedFinding})
          or exists (select from ${events} where ${did.answeredFinding})
          or exists (select from ${threatModelVersions} where ${did.wroteVersion})
          or exists (select from ${waiverAsks} where ${did.triagedResult})) as acted
      from (values ${quartersAsRows(frame)}) as quarter ("window", from_at, until_at)
      join ${guardianships} on ${activeAt(sql`quarter.from_at`)} and ${activeAt(sql`quarter.until_at`)}
        and not exists (select from guardian_moves as away where away.guardianship_id = ${guardianships.id}
          and away.to_state = 'paused' and ${within(sql`away.at`)})
      join ${teams} on ${teams.id} = ${guardianships.teamId}`,
    );
  },
  (rows) => censusFigure(rows.filter(({ acted }) => acted).length, rows.length),
);
