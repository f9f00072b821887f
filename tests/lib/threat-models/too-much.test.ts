import { describe, expect, it } from "vitest";
import { threatModels } from "#db/schema/index.ts";
import { Invalid } from "#lib/errors.ts";
import { addEvidence } from "#lib/reviews/evidence/add-evidence.ts";
import { recognise } from "#lib/reviews/evidence/recognise.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { workOnModels } from "#lib/threat-models/work-on-models.ts";
import { context, personActor } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { useImpatientPool } from "#tests/support/databases/impatient-pool.ts";
import { addPerson, addService, addTeam } from "#tests/support/people.ts";
import { addCast, claimed, refuses } from "#tests/support/reviews.ts";

/** An OTM file with a map of as many keys. */
function keys(count: number): string {
  const map = Array.from({ length: count }, (_, index) => `key${index}`);
  return `otmVersion: 0.2.0\nproject: {${map.join(",")}}\n`;
}

const TOO_LONG = "“large.yaml” took more than 20 ms of processor time.";

it("S46 of 150,000 keys is read within the limits", async () => {
  const read = await workOnModels({ actor: personActor() }, "readModel", {
    fileName: "large.yaml",
    content: keys(150_000),
  });
  expect(read).toMatchObject({ ok: true, model: { format: "otm", threats: [] } });
});

describe("a threat model that takes more than it may", () => {
  const db = useDatabase();
  useImpatientPool();
  const file = { fileName: "large.yaml", content: keys(100_000), authorRole: "guardian" as const };

  it("S46 is refused when it is imported, and nothing is stored", async () => {
    const teamId = await addTeam(db());
    const serviceId = await addService(db(), { teamId });
    const ctx = context(db(), await addPerson(db(), { teamId }));
    const refused = await refuses(db(), Invalid, () => importThreatModel(ctx, { ...file, serviceId }));
    expect(refused.problems).toEqual([{ path: ["content"], message: TOO_LONG }]);
    expect(await db().select().from(threatModels)).toEqual([]);
  });

  it("S46 is refused as evidence", async () => {
    const cast = await addCast(db());
    const { id, sequence } = await claimed(cast);
    const wanted = { sequence, threatModel: file };
    const refused = await refuses(db(), Invalid, () => addEvidence(cast.requester, id, wanted));
    expect(refused.problems).toEqual([{ path: ["content"], message: TOO_LONG }]);
  });

  it("S46 is said to be too much when it is dropped", async () => {
    const message = "The document took more than 20 ms of processor time. Split it and attach the parts.";
    expect(await recognise({ actor: personActor() }, "large.yaml", keys(100_000))).toEqual({
      kind: "unknown",
      problems: [{ path: [], message }],
    });
  });
});
