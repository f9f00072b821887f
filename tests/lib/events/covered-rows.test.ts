import path from "node:path";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, roleGrants } from "#db/schema/index.ts";
import { look } from "#lib/cli/commands/audit.ts";
import { COVERED, type CoveredTable, rowDigest, tableOf } from "#lib/events/covered.ts";
import { sealEvents } from "#lib/events/seal-events.ts";
import { grantRole } from "#lib/people/grant-role.ts";
import { linkIdentity } from "#lib/people/link-identity.ts";
import { revokeRole } from "#lib/people/revoke-role.ts";
import { unlinkIdentity } from "#lib/people/unlink-identity.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { endorseRevision } from "#lib/reviews/decisions/endorse-revision.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useTestDatabase } from "#tests/support/database.ts";
import { addPerson } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { beginCover } from "#tests/support/recorded.ts";
import { addCast, approved, type Cast, claimed, submitted } from "#tests/support/reviews.ts";
import { waive, withoutModel, withWaivedResult } from "#tests/support/waivers.ts";
import { readSources } from "../../support/architecture/source.ts";

describe("rows that the seals cover", () => {
  const database = useTestDatabase();
  const db = () => database().db;
  const ctx = () => systemContext(db());
  let cast: Cast;

  /** What the fixtures wrote has no event. */
  async function coverFixtures(): Promise<void> {
    await beginCover(db());
    await sealEvents(ctx());
  }
  const said = () => look(ctx(), { verb: "verify" });
  const asOwner = (statement: string) => database().pastTriggers(statement);

  beforeEach(async () => {
    cast = await addCast(db());
  });

  it("S43 match their events after each verb that writes them", async () => {
    await coverFixtures();
    const { personId } = await addPerson(db());
    const { id, sequence } = await claimed(cast);
    const documents = [{ name: "policy.json", content: READ_ONE_BUCKET }];
    const attached = await attachDocuments(cast.requester, id, { sequence, documents });
    const again = await attachDocuments(cast.requester, id, {
      sequence: attached.sequence,
      documents: [{ name: "policy.json", content: READ_ONE_BUCKET.replace("GetObject", "GetObjectTagging") }],
    });
    await endorseRevision(cast.second, id, { sequence: again.sequence });
    await approved(cast);
    await waive(cast, await withoutModel(cast));
    await withWaivedResult(cast);
    await grantRole(cast.admin, { personId, role: "auditor", endsOn: "2026-12-31" });
    await grantRole(cast.admin, { personId, role: "auditor", endsOn: "2027-01-31" });
    await revokeRole(cast.admin, { personId, role: "auditor" });
    const linked = await linkIdentity(cast.admin, { personId, issuer: "https://id.example", subject: "u-1" });
    await linkIdentity(cast.admin, { personId, issuer: "https://id.example", subject: "u-2" });
    await unlinkIdentity(cast.admin, { personId, identityId: linked.id });
    await sealEvents(ctx());
    const { text, exitCode } = await said();
    expect(text).toMatch(/^OK: .* \d+ decisions, waivers, grants and documents match their events\./);
    expect(exitCode).toBe(0);
  });

  it("S43 of an older database are covered as they were when it first sealed, and say since when", async () => {
    await beginCover(db());
    const before = await db().$count(roleGrants);
    expect(before).toBeGreaterThan(1);
    expect((await said()).text).not.toContain("outside Guardians");
    await sealEvents(ctx());
    const { text } = await said();
    expect(text).toContain(`${before} decisions, waivers, grants and documents match their events.`);
    expect(text).toContain(`Earlier rows are covered as they were at ${ctx().now.toISOString()}.`);
    await sealEvents(ctx());
    expect(await db().$count(events, eq(events.type, "record.rows-covered"))).toBe(1);
    await asOwner("update role_grants set revoked_at = now() where id = 1");
    expect(await said()).toMatchObject({
      text: expect.stringContaining("Role grant 1 (table role_grants) was changed"),
      exitCode: 1,
    });
  });

  describe("that someone forged", () => {
    beforeEach(coverFixtures);

    it.each([
      [
        "an approval",
        "review_decisions",
        "outcome, revision, cycle, digest, seen, decided_by_id, decided_at",
        "'approved', 1, 1, 'd', '{}', 1, now()",
      ],
      [
        "a waiver",
        "exceptions",
        "kind, gate, reason, approved_by_id, approved_at, expires_on",
        "'gate', 'threat_model', 'x', 1, now(), '2027-01-01'",
      ],
      [
        "a result waiver",
        "exceptions",
        "kind, document_name, fingerprint, reason, approved_by_id, approved_at, expires_on",
        "'result', 'a', 'b', 'x', 1, now(), '2027-01-01'",
      ],
      ["an endorsement", "review_endorsements", "revision, person_id, at", "1, 1, now()"],
    ])("S43 are found: %s", async (_, table, columns, values) => {
      const { id } = await claimed(cast);
      expect((await said()).exitCode).toBe(0);
      await asOwner(`insert into ${table} (review_id, ${columns}) values (${id}, ${values})`);
      const { text, exitCode } = await said();
      expect(text).toMatch(new RegExp(`\\(table ${table}\\) has no event: it was written outside Guardians\\.$`));
      expect(exitCode).toBe(1);
    });

    it("S43 are found: a waiver that says to be of another kind, and it lets nothing stand", async () => {
      const { id, result } = await withWaivedResult(cast);
      await coverFixtures();
      await asOwner("alter table exceptions drop constraint exceptions_subject");
      await asOwner(`update exceptions set kind = 'finding'`);
      expect((await runOfRevision(cast.engineer, id, 2))?.waivers).toEqual([]);
      expect((await said()).text).toMatch(/^Result waiver 1 \(table exceptions\) was changed after event/);
      await asOwner(`update exceptions set kind = 'result'`);
      expect((await said()).exitCode).toBe(0);
      await asOwner(
        `insert into exceptions (kind, review_id, document_name, fingerprint, reason, approved_by_id, approved_at, expires_on)
          values ('finding', ${id}, '${result.documentName}', '${result.fingerprint}', 'x', 1, now(), '2027-01-01')`,
      );
      expect((await runOfRevision(cast.engineer, id, 2))?.waivers).toHaveLength(1);
      expect((await said()).text).toMatch(/\(table exceptions\) has no event/);
    });

    it("S43 are found: a grant, also one that the next seal came after", async () => {
      await asOwner(
        `insert into role_grants (person_id, role, granted_at) values (${cast.requester.actor.personId}, 'admin', now())`,
      );
      await sealEvents(ctx());
      expect(await said()).toMatchObject({ text: expect.stringContaining("has no event"), exitCode: 1 });
    });

    it("S43 are found: a conflict that is not declared any more, and its words may be erased", async () => {
      const { id, sequence } = await submitted(cast);
      await claimReview(cast.engineer, id, { sequence, conflict: "My brother asked for it" });
      await asOwner("update review_claims set conflict = ''");
      expect((await said()).text).toMatch(
        /^Conflict statement \d+ \(table review_claims\) was changed after event \d+/,
      );
      await asOwner("update review_claims set conflict = '(erased)'");
      expect((await said()).exitCode).toBe(0);
    });

    it("S43 are found: a document's digest or content, and a row that was deleted", async () => {
      const { id, sequence } = await claimed(cast);
      await attachDocuments(cast.requester, id, {
        sequence,
        documents: [{ name: "policy.json", content: READ_ONE_BUCKET }],
      });
      await asOwner("update blobs set content = content || ' '");
      expect((await said()).text).toMatch(/^The content of the document with the digest [0-9a-f]{64} was changed\.$/);
      await asOwner("update blobs set content = rtrim(content, ' ')");
      expect((await said()).exitCode).toBe(0);
      await asOwner("delete from review_revisions where number = 1");
      expect((await said()).text).toMatch(/^Revision \d+ \(table review_revisions\) was deleted after event \d+/);
    });
  });

  it("S43 are covered without an event only once: a later row without one is always found", async () => {
    await coverFixtures();
    const { personId } = await addPerson(db());
    await db().insert(roleGrants).values({ personId, role: "admin", grantedAt: ctx().now });
    await coverFixtures();
    expect((await said()).text).toMatch(/^Role grant|^Grant|role_grants/);
    expect((await said()).exitCode).not.toBe(0);
  });

  it("S43 are written by code that records them, but for giving a review back, which is no decision, and accepted risks", () => {
    const names = Object.keys(COVERED) as CoveredTable[];
    const unrecorded = readSources(path.resolve(import.meta.dirname, "../../..")).flatMap(({ file, text }) => {
      if (!/^(?:lib|app|db)\//.test(file)) return [];
      return names.flatMap((name) => {
        const writes = new RegExp(`\\.(?:insert|update|delete)\\(${camel(tableOf(name))}\\)`).test(text);
        return writes && !text.includes(`("${name}"`) && !text.includes(`"${name}",`) ? [`${file} ${name}`] : [];
      });
    });
    const riskOnly = ["lib/findings/accept-risk.ts", "lib/findings/settle-finding.ts"];
    expect(unrecorded).toEqual([
      ...riskOnly.flatMap((file) => [`${file} waivers`, `${file} check_waivers`]),
      "lib/reviews/decisions/decide.ts review_decisions",
      "lib/reviews/lifecycle/release-review.ts review_claims",
    ]);
  });

  it("S43 keep their digests when a column is added that has no value", () => {
    expect(rowDigest({ id: 1, role: "admin", later: null })).toBe(rowDigest({ role: "admin", id: 1 }));
    expect(rowDigest({ id: 1, role: "admin" })).not.toBe(rowDigest({ id: 1, role: "auditor" }));
  });
});

function camel(name: string): string {
  return name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
}
