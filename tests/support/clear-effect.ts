import type { Db } from "#db/client.ts";
import { addSubmitted } from "./cohort.ts";
import { addPerson, addService, addTeam } from "./people.ts";

const DAY_MS = 86_400_000;
const SUBMITTED = "2026-08-03T00:00:00Z";

/** Twelve teams in 2026 Q3, each about twice as quick with a guardian as without: 4 to 6 days in place of 10. */
export async function addClearEffect(db: Db): Promise<void> {
  for (let team = 0; team < 12; team += 1) {
    const teamId = await addTeam(db);
    const serviceId = await addService(db, { teamId });
    const guardian = await addPerson(db, { teamId, guardian: true });
    for (const [days, guardianAtSubmitId] of [
      [4 + (team % 3), guardian.personId],
      [4 + (team % 3), guardian.personId],
      [10, null],
      [10, null],
    ] as const) {
      const decided = new Date(Date.parse(SUBMITTED) + days * DAY_MS).toISOString();
      const type = "new_service" as const;
      await addSubmitted(db, { submitted: SUBMITTED, decided, teamId, serviceId, guardianAtSubmitId, type });
    }
  }
}
