import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import {
  events,
  reviewRevisions,
  reviews,
  threatModelItemRevisions,
  threatModelItems,
  threatModelLinks,
  threatModels,
  threatModelVersions,
} from "#db/schema/index.ts";
import { evidenceOf } from "#lib/belts/evidence.ts";
import { Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { blockingItems } from "#lib/threat-models/facts.ts";
import { readThreatModel } from "#lib/threat-models/formats/read.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { modelPage } from "#lib/threat-models/model-page.ts";
import type { ImportedModel } from "#lib/threat-models/output.ts";
import { qualityItems } from "#lib/threat-models/quality.ts";
import {
  listThreatModels,
  modelsCalled,
  threatModelVersion,
  threatsOfVersion,
  versionFile,
} from "#lib/threat-models/queries.ts";
import { AUTHOR_ROLES } from "#lib/threat-models/rules/model.ts";
import { EXAMPLE_ID, KEY_ID, SECRET } from "#tests/lib/checks/credentials/fake-keys.ts";
import { context, NOW, personActor } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam } from "#tests/support/people.ts";
import { composerModel } from "#tests/support/threat-models.ts";

/** Threats of low risk without a mitigation, one of each state. */
function otmModel(states: string[]): string {
  const threats = states.map((state) => ({ threat: "t", state, mitigations: [] }));
  const library = [{ id: "t", name: "Read orders", risk: { likelihood: 10, impact: 10 } }];
  return JSON.stringify({ otmVersion: "0.2.0", components: [{ id: "c", threats }], threats: library });
}

/** Threats of high severity without a mitigation, one of each status. */
function dragonModel(statuses: string[]): string {
  const threats = statuses.map((status, n) => ({
    id: `t${n}`,
    title: "Read orders",
    status,
    severity: "High",
    mitigation: "",
  }));
  const detail = { diagrams: [{ cells: [{ id: "c", data: { threats } }] }] };
  return JSON.stringify({ version: "2.0.0", summary: { title: "Shop" }, detail });
}

function countBy(ids: string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const id of ids) counts[id] = (counts[id] ?? 0) + 1;
  return counts;
}

describe("importing a threat model", () => {
  const db = useDatabase();

  async function team() {
    const organisationId = await addOrganisation(db());
    const teamId = await addTeam(db(), { organisationId });
    const serviceId = await addService(db(), { teamId });
    const member = await addPerson(db(), { teamId });
    return { ctx: context(db(), member), serviceId, teamId, organisationId, member };
  }

  const file = (serviceId: number, content = composerModel(), parts: object = {}) => ({
    serviceId,
    fileName: "payments.tc.json",
    content,
    authorRole: "guardian" as const,
    ...parts,
  });

  it("keeps the bytes, the items, their links and the event", async () => {
    const { ctx, serviceId, member } = await team();
    const imported = await importThreatModel(ctx, file(serviceId));
    expect(imported).toMatchObject({
      seq: 1,
      isNew: true,
      name: "Payments",
      format: "threat_composer",
      threats: 4,
      undocumented: 3,
    });
    expect(await db().select().from(threatModelItems)).toHaveLength(6);
    const links = await db().select().from(threatModelLinks).orderBy(threatModelLinks.id);
    expect(links.map(({ kind, fromItemId, toItemId }) => [kind, fromItemId !== null, toItemId !== null])).toEqual([
      ["mitigation", true, true],
      ["mitigation", false, false],
      ["assumption", true, true],
    ]);
    const [event] = await db().select().from(events);
    expect(event).toMatchObject({
      type: "threat-model.imported",
      actorId: member.personId,
      data: { threatModelId: imported.threatModelId, versionId: imported.versionId, seq: 1, format: "threat_composer" },
    });
    expect(await versionFile(ctx, imported.threatModelId, 1)).toEqual({
      fileName: "payments.tc.json",
      content: composerModel(),
    });
  });

  it("gives back the byte order mark that a file begins with", async () => {
    const { ctx, serviceId } = await team();
    const content = `\ufeff${composerModel()}`;
    const { threatModelId } = await importThreatModel(ctx, file(serviceId, content));
    expect((await versionFile(ctx, threatModelId, 1)).content).toBe(content);
  });

  it.each([
    ["a key in one place", [KEY_ID], "A secret was removed from the file, on line 1, and not stored."],
    [
      "keys in three places",
      [KEY_ID, `${KEY_ID} with ${SECRET}`],
      "Secrets were removed from 3 places in the file, the first on line 1, and not stored.",
    ],
    ["the key of an example", [EXAMPLE_ID], null],
  ])("S39 says that it took %s out of the file", async (_, keys, words) => {
    const { ctx, serviceId } = await team();
    const name = `Payments\\n${keys.join("\\n")}`;
    const content = composerModel({ mitigation: "Rotate the key" }).replace('"Rotate the key"', `"${name}"`);
    const { threatModelId, seq, warnings } = await importThreatModel(ctx, file(serviceId, content));
    const told = warnings.filter(({ message }) => message.includes("not stored"));
    expect(told.map(({ message }) => message)).toEqual(words === null ? [] : [expect.stringContaining(words)]);
    const stored = await versionFile(ctx, threatModelId, seq);
    for (const key of keys) expect(stored.content.includes(key)).toBe(words === null);
  });

  it("makes no version of the same bytes", async () => {
    const { ctx, serviceId } = await team();
    const first = await importThreatModel(ctx, file(serviceId));
    const again = await importThreatModel(ctx, file(serviceId, composerModel(), { fileName: "copy.json" }));
    expect(again).toMatchObject({ versionId: first.versionId, isNew: false });
    const other = await importThreatModel(ctx, file(serviceId, composerModel(), { authorRole: "engineer" }));
    expect(other).toMatchObject({ versionId: first.versionId, isNew: false, authorRole: first.authorRole });
    expect(await db().select().from(threatModelVersions)).toHaveLength(1);
    expect(await db().select().from(events)).toHaveLength(1);
  });

  it("makes no model of the same bytes under another file name, where the file has none of its own", async () => {
    const { ctx, serviceId, teamId } = await team();
    const { applicationInfo: _, ...nameless } = JSON.parse(composerModel());
    const content = JSON.stringify(nameless);
    const first = await importThreatModel(ctx, file(serviceId, content, { fileName: "payments.json" }));
    expect(first.name).toBe("payments");
    const again = await importThreatModel(ctx, file(serviceId, content, { fileName: "payments (1).json" }));
    expect(again).toMatchObject({ versionId: first.versionId, isNew: false, name: "payments" });
    const changed = await importThreatModel(ctx, file(serviceId, `${content}\n`, { fileName: "refunds.json" }));
    expect(changed).toMatchObject({ isNew: true, name: "refunds" });
    const elsewhere = await addService(db(), { teamId });
    const other = await importThreatModel(ctx, file(elsewhere, content, { fileName: "payments (1).json" }));
    expect(other).toMatchObject({ isNew: true, name: "payments (1)" });
  });

  it("makes the very bytes that another imported in one's name one's own once one imports them, and once", async () => {
    const { serviceId, teamId } = await team();
    const author = await addPerson(db(), { teamId, guardian: true });
    const ctx = context(db(), author);
    const authorId = author.personId;
    const other = context(db(), await addPerson(db(), { teamId }));
    const authored = async () => (await evidenceOf(ctx, authorId)).threatModelsAuthored;
    await importThreatModel(other, file(serviceId, composerModel(), { authorId }));
    await importThreatModel(other, file(serviceId));
    await importThreatModel(ctx, file(serviceId, composerModel(), { authorId: null }));
    await importThreatModel(ctx, file(serviceId, composerModel(), { authorRole: "engineer" }));
    expect(await authored()).toBe(0);
    const { isNew, credits, versionId, threatModelId } = await importThreatModel(ctx, file(serviceId));
    expect([isNew, credits]).toEqual([false, true]);
    expect(await authored()).toBe(1);
    expect(await importThreatModel(ctx, file(serviceId))).toMatchObject({ credits: false });
    const told = await db().select().from(events).orderBy(events.id);
    expect(told).toMatchObject([
      { type: "threat-model.imported", actorId: other.actor.personId, data: { versionId, toIds: [authorId] } },
      { type: "threat-model.imported", actorId: authorId, data: { threatModelId, versionId, seq: 1 } },
    ]);
  });

  it("makes the same bytes nobody's own who did not write them", async () => {
    const { ctx, serviceId, teamId } = await team();
    const other = context(db(), await addPerson(db(), { teamId, guardian: true }));
    await importThreatModel(ctx, file(serviceId));
    await importThreatModel(other, file(serviceId));
    expect(await evidenceOf(ctx, other.actor.personId)).toMatchObject({ threatModelsAuthored: 0 });
    expect(await db().select().from(events)).toHaveLength(1);
  });

  it("makes a version of the model of that name, whose items keep their identity", async () => {
    const { ctx, serviceId } = await team();
    const first = await importThreatModel(ctx, file(serviceId));
    const second = await importThreatModel(
      ctx,
      file(serviceId, composerModel({ thirdPriority: null, dropLast: true })),
    );
    expect(second).toMatchObject({ threatModelId: first.threatModelId, seq: 2, isNew: true });
    expect(await db().select().from(threatModelItems)).toHaveLength(6);
    expect(await db().select().from(threatModelItemRevisions)).toHaveLength(11);
    const other = await importThreatModel(ctx, file(serviceId, composerModel({ name: "Refunds" })));
    expect(other.threatModelId).not.toBe(first.threatModelId);
    const renamed = composerModel({ name: "Refunds and chargebacks" });
    const named = await importThreatModel(ctx, file(serviceId, renamed, { threatModelId: other.threatModelId }));
    expect(named).toMatchObject({ threatModelId: other.threatModelId, seq: 2 });
  });

  it("lists threats without a documented mitigation first, blocking before the rest", async () => {
    const { ctx, serviceId } = await team();
    const { versionId } = await importThreatModel(ctx, file(serviceId));
    const threats = await threatsOfVersion(ctx, versionId);
    expect(threats.map(({ numericId, unmitigated, blocking }) => [numericId, unmitigated, blocking])).toEqual([
      [2, true, true],
      [3, true, false],
      [1, false, false],
      [4, false, false],
    ]);
    expect(threats[2]?.mitigations).toEqual(["Check the owner of each order"]);
  });

  it("counts a threat whose only mitigation is blank as without one, in one way", async () => {
    const { ctx, serviceId } = await team();
    const content = composerModel({ mitigation: "TBD" });
    const { versionId, undocumented } = await importThreatModel(ctx, file(serviceId, content));
    const threats = await threatsOfVersion(ctx, versionId);
    expect(undocumented).toBe(4);
    expect(threats.filter((threat) => threat.undocumented)).toHaveLength(4);
    expect(threats.find(({ numericId }) => numericId === 1)).toMatchObject({
      ...{ documentation: "undocumented", undocumented: true, unmitigated: true, blocking: true },
      mitigations: ["TBD"],
    });
  });

  it("counts a threat whose priority was lost as blocking", async () => {
    const { ctx, serviceId } = await team();
    const first = await importThreatModel(ctx, file(serviceId));
    expect(await blockingItems(ctx, [first.versionId])).toEqual(new Map([[first.versionId, { Q01: 1 }]]));
    const { versionId } = await importThreatModel(ctx, file(serviceId, composerModel({ thirdPriority: null })));
    expect(await blockingItems(ctx, [versionId])).toEqual(new Map([[versionId, { Q01: 2 }]]));
  });

  it.each([
    ["Threat Composer", composerModel({ secondStatus: "threatResolved" }), { Q01: 1, Q02: 1 }],
    ["Threat Dragon", dragonModel(["Mitigated", "Open", "N/A", "Transferred"]), { Q01: 3, Q02: 2, Q15: 2 }],
    ["Open Threat Model", otmModel(["exposed", "implemented", "mitigated"]), { Q02: 2 }],
    // Blanks of each kind, and a letter that is small in Turkish only.
    [
      "statuses written anyhow",
      dragonModel(["Mitigated\u00a0", "\ufeffMiti gated", "MIT\u2003IGATED", "Mİtİgated"]),
      { Q01: 4, Q02: 3 },
    ],
    ["a model in which nothing blocks", composerModel({ withoutBlocking: true }), {}],
  ])("counts what blocks in %s as the checks of the file do", async (_, content, expected) => {
    const { ctx, serviceId } = await team();
    const { versionId } = await importThreatModel(ctx, file(serviceId, content));
    const stored = (await blockingItems(ctx, [versionId])).get(versionId) ?? {};
    expect(stored).toEqual(expected);
    const reading = readThreatModel(content);
    const found = reading.ok ? qualityItems(reading).filter(({ level }) => level === "block") : [];
    expect(stored).toEqual(countBy(found.map(({ id }) => id)));
  });

  it.each([
    ["design.pdf", "%PDF-1.7\n", "This is a PDF, not a threat model."],
    ["notes.md", "# Threats\n\nSomebody reads the orders.\n", "This is a Markdown file, not a threat model."],
    [
      "template.yaml",
      "Resources:\n  Reader: {}\n",
      /This is a CloudFormation template, not a threat model\. Attach it/,
    ],
    [
      "template.yaml",
      "# Template of the app\n\nResources:\n  Reader:\n    Ref: !Ref Name\n",
      /This is a CloudFormation template, not a threat model\. Attach it/,
    ],
    ["main.tf", '# The app\n\nresource "aws_iam_role" "app" {}\n', /This is a Terraform configuration, not a threat/],
    ["design.pdf", "%PDF-1.4\n\0\u0001", "This is a PDF, not a threat model."],
    ["policy.json", '{"Statement":[]}', /This is a policy, not a threat model\. Attach it/],
    ["plan.json", '{"planned_values":{}}', /This is a Terraform plan, not a threat model\. Attach it/],
  ])("says what %s is", async (fileName, content, words) => {
    const { ctx, serviceId } = await team();
    const error = await importThreatModel(ctx, file(serviceId, content, { fileName })).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Invalid);
    expect((error as Invalid).problems.map(({ message }) => message)).toEqual([
      typeof words === "string" ? words : expect.stringMatching(words),
    ]);
    expect(await db().select().from(threatModels)).toEqual([]);
  });

  it("says every problem with its path, and writes nothing", async () => {
    const { ctx, serviceId } = await team();
    const wrong = composerModel()
      .replace('"numericId":1', '"numericId":"one"')
      .replace('"status":"mitigationResolved"', '"status":7');
    const error = await importThreatModel(ctx, file(serviceId, wrong)).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(Invalid);
    expect((error as Invalid).problems.map(({ path }) => path.join("."))).toEqual(
      expect.arrayContaining(["assumptions.0.numericId", "mitigations.0.status"]),
    );
    await expect(importThreatModel(ctx, file(serviceId, '{"hello": 1}'))).rejects.toThrow(Invalid);
    await expect(importThreatModel(ctx, file(serviceId, "{"))).rejects.toThrow(Invalid);
    expect(await db().select().from(threatModels)).toHaveLength(0);
  });

  it("is by who imports it only where they can be whom it is said to be by: credit goes to nobody else", async () => {
    const { serviceId, teamId, ctx } = await team();
    const importers = {
      guardian: context(db(), await addPerson(db(), { teamId, guardian: true })),
      engineer: context(db(), await addPerson(db(), { teamId, roles: ["security_engineer"] })),
      builder: ctx,
      manager: context(db(), await addPerson(db(), { teamId, roles: ["program_manager"] })),
    };
    const said: Record<string, string[]> = {};
    for (const [name, importer] of Object.entries(importers)) {
      for (const authorRole of AUTHOR_ROLES) {
        const content = composerModel({ name: `${name} ${authorRole}` });
        const { versionId } = await importThreatModel(importer, file(serviceId, content, { authorRole }));
        const [version] = await db().select().from(threatModelVersions).where(eq(threatModelVersions.id, versionId));
        if (version?.authorId !== null) said[name] = [...(said[name] ?? []), authorRole];
        expect([null, importer.actor.kind === "person" && importer.actor.personId]).toContain(version?.authorId);
        expect(version).toMatchObject({ importedById: expect.any(Number), authorRole });
      }
    }
    expect(said).toEqual({
      guardian: ["guardian", "jointly"],
      engineer: ["engineer", "jointly"],
      builder: ["builder"],
    });
  });

  it("is by another who is named only where they can be whom it is said to be by", async () => {
    const { serviceId, teamId, ctx, member } = await team();
    const named = {
      guardian: await addPerson(db(), { teamId, guardian: true }),
      engineer: await addPerson(db(), { roles: ["security_engineer"] }),
      builder: member,
    };
    const wrong: [keyof typeof named, string][] = [
      ["builder", "guardian"],
      ["builder", "jointly"],
      ["guardian", "engineer"],
      ["engineer", "builder"],
    ];
    for (const [who, authorRole] of wrong) {
      const wanted = file(serviceId, undefined, { authorRole, authorId: named[who].personId });
      await expect(importThreatModel(ctx, wanted)).rejects.toMatchObject({
        name: "Invalid",
        problems: [{ path: ["authorRole"], message: "does not match the role of the named author" }],
      });
    }
    expect(await db().select().from(threatModelVersions)).toEqual([]);
    const right: [keyof typeof named, string][] = [
      ["guardian", "guardian"],
      ["engineer", "jointly"],
      ["builder", "builder"],
    ];
    for (const [who, authorRole] of right) {
      const content = composerModel({ name: `By ${who}` });
      const { personId } = named[who];
      const { versionId } = await importThreatModel(ctx, file(serviceId, content, { authorRole, authorId: personId }));
      const [version] = await db().select().from(threatModelVersions).where(eq(threatModelVersions.id, versionId));
      expect(version).toMatchObject({ authorId: personId, authorRole });
    }
  });

  it("is by nobody where it is said that nobody who is here wrote it", async () => {
    const { serviceId, ctx } = await team();
    const wanted = file(serviceId, undefined, { authorRole: "builder", authorId: null });
    const { versionId } = await importThreatModel(ctx, wanted);
    const [version] = await db().select().from(threatModelVersions).where(eq(threatModelVersions.id, versionId));
    expect(version).toMatchObject({ authorId: null, authorRole: "builder", importedById: expect.any(Number) });
  });

  it("refuses another team's builder, unknown fields, services, models and authors", async () => {
    const { ctx, serviceId } = await team();
    const other = await team();
    await expect(importThreatModel(other.ctx, file(serviceId))).rejects.toThrow(Forbidden);
    await expect(importThreatModel(ctx, file(serviceId, undefined, { colour: "red" }))).rejects.toThrow(Invalid);
    await expect(importThreatModel(ctx, file(serviceId, undefined, { authorRole: "robot" }))).rejects.toThrow(Invalid);
    await expect(importThreatModel(ctx, file(999))).rejects.toThrow(NotFound);
    await expect(importThreatModel(ctx, file(serviceId, undefined, { threatModelId: 7 }))).rejects.toThrow(NotFound);
    await expect(importThreatModel(ctx, file(serviceId, undefined, { authorId: 999 }))).rejects.toThrow(Invalid);
    const own = await importThreatModel(other.ctx, file(other.serviceId));
    const foreign = file(serviceId, undefined, { threatModelId: own.threatModelId });
    await expect(importThreatModel(ctx, foreign)).rejects.toThrow(NotFound);
    expect(await db().select().from(threatModels)).toHaveLength(1);
  });

  it("is seen by the team, its leader, engineers, and anyone who sees a review with it; by nobody else", async () => {
    const { ctx, serviceId, teamId, organisationId } = await team();
    const { threatModelId, versionId } = await importThreatModel(ctx, file(serviceId));
    const names = async (who: Parameters<typeof listThreatModels>[0]) => (await listThreatModels(who)).models.length;
    const leader = context(db(), await addPerson(db(), { roles: ["leader"], organisationId }));
    const engineer = context(db(), await addPerson(db(), { roles: ["security_engineer"] }));
    const admin = context(db(), await addPerson(db(), { roles: ["admin"] }));
    const elsewhere = await addPerson(db(), { teamId: (await team()).teamId, guardian: true });
    const guardian = context(db(), elsewhere);
    expect(await Promise.all([ctx, leader, engineer, admin, guardian].map(names))).toEqual([1, 1, 1, 0, 0]);
    await expect(threatModelVersion(guardian, threatModelId)).rejects.toThrow(NotFound);
    await db().insert(reviews).values({
      title: "Export",
      state: "submitted",
      serviceId,
      teamId,
      guardianId: elsewhere.personId,
      threatModelVersionId: versionId,
      intake: emptyIntake(),
      createdAt: NOW,
      updatedAt: NOW,
    });
    expect(await names(guardian)).toBe(1);
    expect(await threatModelVersion(guardian, threatModelId)).toMatchObject({ id: threatModelId, version: { seq: 1 } });
    await expect(threatModelVersion(guardian, threatModelId, 2)).rejects.toThrow(NotFound);
  });

  it("is seen of another team in the versions that a review held, the newest of them first, and in no other", async () => {
    const { ctx, serviceId, teamId } = await team();
    const versions: ImportedModel[] = [];
    for (const thirdPriority of ["Low", "Medium", "High", null] as const) {
      versions.push(await importThreatModel(ctx, file(serviceId, composerModel({ thirdPriority }))));
    }
    const [never, sealed, attached, later] = versions;
    const threatModelId = later?.threatModelId ?? 0;
    const former = context(db(), await addPerson(db()));
    const [review] = await db()
      .insert(reviews)
      .values({
        title: "Export",
        state: "submitted",
        serviceId,
        teamId,
        requesterId: former.actor.kind === "person" ? former.actor.personId : 0,
        threatModelVersionId: attached?.versionId,
        intake: emptyIntake(),
        createdAt: NOW,
        updatedAt: NOW,
      })
      .returning({ id: reviews.id });
    const threatModelVersionId = sealed?.versionId ?? null;
    const evidence = { artefacts: [], threatModelVersionId, threatModelSha256: null, intake: emptyIntake() };
    const revision = { reviewId: review?.id ?? 0, number: 1, digest: "a", evidence, sealedAt: NOW };
    await db().insert(reviewRevisions).values(revision);

    expect((await listThreatModels(former)).models.map(({ version }) => version.seq)).toEqual([attached?.seq]);
    expect(await modelsCalled(former, "Payments", 5)).toHaveLength(1);
    const seen = await modelPage(former, threatModelId);
    expect(seen).toMatchObject({ version: { seq: 3 }, versions: [{ seq: 3 }, { seq: 2 }], changes: { since: 2 } });
    expect(await modelPage(former, threatModelId, 2)).toMatchObject({ version: { seq: 2 }, changes: null });
    for (const hidden of [never, later]) {
      await expect(threatModelVersion(former, threatModelId, hidden?.seq)).rejects.toThrow(NotFound);
      await expect(versionFile(former, threatModelId, hidden?.seq ?? 0)).rejects.toThrow(NotFound);
    }
    expect(await modelPage(ctx, threatModelId)).toMatchObject({ version: { seq: 4 }, changes: { since: 3 } });
  });

  it("is among what someone wrote in the versions that the reader may see, and in no other", async () => {
    const { ctx, serviceId, teamId, member } = await team();
    const mate = await addPerson(db(), { teamId });
    const write = (who: typeof ctx, parts: Parameters<typeof composerModel>[0]) =>
      importThreatModel(who, file(serviceId, composerModel(parts), { authorRole: "builder" }));
    const { versionId } = await write(ctx, {});
    const reader = await addPerson(db());
    const asked = { title: "Export", state: "draft" as const, serviceId, teamId, intake: emptyIntake() };
    const held = { requesterId: reader.personId, threatModelVersionId: versionId };
    await db()
      .insert(reviews)
      .values({ ...asked, ...held, createdAt: NOW, updatedAt: NOW });
    await write(context(db(), mate), { thirdPriority: "High" });
    const writtenBy = async (who: typeof ctx, { personId }: typeof mate) =>
      (await listThreatModels(who, { authorId: personId })).models.map(({ version }) => version.seq);
    const former = context(db(), reader);
    expect(await Promise.all([member, mate].map((author) => writtenBy(former, author)))).toEqual([[1], []]);
    expect(await Promise.all([member, mate].map((author) => writtenBy(ctx, author)))).toEqual([[2], [2]]);
  });

  it("is not seen by anyone who asked for a review of the service once and has left its team", async () => {
    const { ctx, serviceId, teamId } = await team();
    const { threatModelId } = await importThreatModel(ctx, file(serviceId));
    const { personId } = await addPerson(db());
    const asked = { title: "Export", state: "draft" as const, serviceId, teamId, intake: emptyIntake() };
    await db()
      .insert(reviews)
      .values({ ...asked, requesterId: personId, createdAt: NOW, updatedAt: NOW });
    const former = context(db(), personActor({ personId }));
    expect((await listThreatModels(former)).models).toEqual([]);
    await expect(threatModelVersion(former, threatModelId)).rejects.toThrow(NotFound);
  });
});
