import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { findings } from "#db/schema/index.ts";
import { needsOf } from "#lib/agenda/queries.ts";
import { raiseFinding } from "#lib/findings/raise-finding.ts";
import { settleFinding } from "#lib/findings/settle-finding.ts";
import { deactivatePerson } from "#lib/people/deactivate-person.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, claimed, type PersonContext } from "#tests/support/reviews.ts";

describe("a finding whose owner is not here", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  /** What each of these is asked about findings. */
  async function asked(...people: PersonContext[]): Promise<string[][]> {
    const all = [];
    for (const person of people) {
      const needs = (await needsOf(person)).needs.filter(({ kind }) => kind === "finding");
      all.push(needs.map(({ verb, note }) => `${verb}: ${note}`));
    }
    return all;
  }

  const leave = ({ actor }: PersonContext) => deactivatePerson(cast.admin, { personId: actor.personId });
  const ASKED = ["Follow up on the finding: REV-1, finding, owner has left"];

  async function raised() {
    const { id, sequence } = await claimed(cast);
    const wanted = { sequence, title: "Open bucket", severity: "high", blocking: true } as const;
    return raiseFinding(cast.engineer, id, wanted);
  }

  it("is the reviewer's to ask about, while it is not fixed and its owner has left", async () => {
    const { id, findingId, sequence } = await raised();
    expect(await asked(cast.engineer, cast.manager, cast.second)).toEqual([[], [], []]);
    await leave(cast.requester);
    expect(await asked(cast.engineer, cast.manager, cast.second, cast.guardian)).toEqual([ASKED, [], [], []]);
    await settleFinding(cast.second, id, findingId, { sequence, state: "invalid", invalidReason: "out_of_scope" });
    expect(await asked(cast.engineer, cast.manager)).toEqual([[], []]);
  });

  it("is a program manager's to ask about where no reviewer is left", async () => {
    await raised();
    await leave(cast.requester);
    await revokeRole(cast.admin, { personId: cast.engineer.actor.personId, role: "security_engineer" });
    expect(await asked(cast.engineer, cast.manager)).toEqual([[], ASKED]);
  });

  it("is so too where it is nobody's", async () => {
    const { findingId } = await raised();
    await db().update(findings).set({ ownerId: null }).where(eq(findings.id, findingId));
    const nobodys = ["Follow up on the finding: REV-1, finding, no owner"];
    expect(await asked(cast.engineer, cast.requester)).toEqual([nobodys, []]);
  });
});
