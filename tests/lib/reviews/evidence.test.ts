import { eq, isNull } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { blobs, checkRuns, reviewArtefacts, reviewRevisions, reviews, threatModelVersions } from "#db/schema/index.ts";
import { Conflict, Forbidden, Invalid, NotFound } from "#lib/errors.ts";
import { record } from "#lib/events/record.ts";
import { activityLog, timeline } from "#lib/events/timeline.ts";
import { emptyIntake } from "#lib/intake/rules/intake.ts";
import { reviewRef } from "#lib/paths.ts";
import { documentPage } from "#lib/policies/documents/document-page.ts";
import { takeDocument } from "#lib/policies/documents/take-document.ts";
import { documentsHeld, runOfRevision } from "#lib/policies/queries.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { rejectReview } from "#lib/reviews/decisions/reject-review.ts";
import { reviewDetail } from "#lib/reviews/detail.ts";
import { editReview } from "#lib/reviews/drafts/edit-review.ts";
import { openReview } from "#lib/reviews/drafts/open-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { addEvidence } from "#lib/reviews/evidence/add-evidence.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { attachThreatModel } from "#lib/reviews/evidence/attach-threat-model.ts";
import { removeDocument } from "#lib/reviews/evidence/remove-document.ts";
import { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { KEY_ID } from "#tests/lib/checks/credentials/fake-keys.ts";
import { at, context, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addPerson, addService } from "#tests/support/people.ts";
import { ESCALATES, READ_ONE_BUCKET, sha256Of } from "#tests/support/policies.ts";
import { recorded, recordedTypes } from "#tests/support/recorded.ts";
import {
  addCast,
  answered,
  approved,
  type Cast,
  claimed,
  drafted,
  draftOf,
  modelBy,
  refuses,
  rejected,
  submitted,
} from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";
import { wrong } from "#tests/support/wrong.ts";

const TEMPLATE = `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: s3:GetObject
            Resource: arn:aws:s3:::reports/*
`;

const AS_JSON = {
  Resources: {
    Reader: {
      Type: "AWS::IAM::ManagedPolicy",
      Properties: {
        PolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*" }],
        },
      },
    },
  },
};

const document = (content: string, name = "policy.json") => ({ name, content });

describe("evidence", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });
  const rowOf = async (id: number) => (await db().select().from(reviews).where(eq(reviews.id, id)))[0];
  const standing = () =>
    db().select().from(reviewArtefacts).where(isNull(reviewArtefacts.removedAt)).orderBy(reviewArtefacts.id);

  describe("attaching documents", () => {
    it("keeps each by its digest, with one event for each, and seals nothing in a draft", async () => {
      const { id } = await drafted(cast);
      const documents = [document(READ_ONE_BUCKET), document(TEMPLATE, "template.yaml")];
      const receipt = await attachDocuments(cast.requester, id, { sequence: 1, documents });
      expect(receipt).toMatchObject({ sequence: 2, revision: 0 });
      expect(await standing()).toMatchObject([
        { name: "policy.json", format: "policy", language: "json", policies: 1, sha256: sha256Of(READ_ONE_BUCKET) },
        { name: "template.yaml", format: "cloudformation", language: "yaml", policies: 1 },
      ]);
      expect((await recorded(db())).slice(1)).toMatchObject([
        { type: "review.artefact-attached", data: { sha256: sha256Of(READ_ONE_BUCKET) } },
        { type: "review.artefact-attached", data: { sha256: sha256Of(TEMPLATE) } },
      ]);
    });

    it("S39 takes secrets out before anything is stored, says so, and blocks on them", async () => {
      const { id, sequence } = await submitted(cast);
      const leaking = TEMPLATE.replace("Resources:", `# deployed with ${KEY_ID}\nResources:`);
      const documents = [document(leaking, "template.yaml")];
      const receipt = await attachDocuments(cast.requester, id, { sequence, documents });
      const [blob] = await db().select().from(blobs);
      expect(blob?.content).not.toContain(KEY_ID);
      expect(blob?.sha256).toBe(sha256Of(blob?.content ?? ""));
      const { words } = receipt.takenOut[0] ?? {};
      expect(receipt.takenOut).toHaveLength(1);
      expect(words).toContain("an access key ID (fingerprint ");
      expect(words).not.toContain(KEY_ID);
      await runQueuedChecks(systemContext(db()));
      const run = await runOfRevision(cast.engineer, id, receipt.revision);
      const found = resultsByPlace(run?.results ?? []).filter(({ blocking }) => blocking);
      expect(found.map(({ reason }) => reason?.rule)).toEqual(["CRED-4"]);
      expect(JSON.stringify(await recorded(db()))).not.toContain(KEY_ID);
    });

    it("S09 S39 is other evidence with a secret in a comment, and again without it", async () => {
      const verdict = async () =>
        (await reviewDetail(cast.engineer, id)).gates.find(({ id }) => id === "policy_checks");
      const leaking = `# deployed with ${KEY_ID}\n${TEMPLATE}`;
      const { id, sequence } = await submitted(cast);
      const attach = async (content: string, sequence: number) => {
        const documents = [document(content, "template.yaml")];
        const receipt = await attachDocuments(cast.requester, id, { sequence, documents });
        await runQueuedChecks(systemContext(db()));
        return receipt;
      };
      const clean = await attach(TEMPLATE, sequence);
      expect(await verdict()).toMatchObject({ state: "met" });
      const leaked = await attach(leaking, clean.sequence);
      expect([leaked.revision, leaked.takenOut.length]).toEqual([clean.revision + 1, 1]);
      expect(await verdict()).toMatchObject({ state: "unmet" });
      const told = await attach(leaking.replace("deployed", "once deployed"), leaked.sequence);
      expect(told.revision).toBe(leaked.revision);
      const again = await attach(TEMPLATE, told.sequence);
      expect(again.revision).toBe(leaked.revision + 1);
      expect(await verdict()).toMatchObject({ state: "met" });
    });

    it("S46 are at most 50 in all, and nothing of more is attached", async () => {
      const { id, sequence } = await submitted(cast);
      const some = (first: number, count: number) =>
        Array.from({ length: count }, (_, at) => document(READ_ONE_BUCKET, `role-${first + at}.json`));
      const held = await attachDocuments(cast.requester, id, { sequence, documents: some(0, 49) });
      const more = { sequence: held.sequence, documents: some(49, 2) };
      const refused = await refuses(db(), Invalid, () => attachDocuments(cast.requester, id, more));
      expect(refused.problems).toMatchObject([{ path: ["documents"], message: expect.stringContaining("at most 50") }]);
      const again = { sequence: held.sequence, documents: [...some(0, 1), ...some(49, 1)] };
      await attachDocuments(cast.requester, id, again);
    });

    it("refuses a document that says something else without its secret, and stores nothing of it", async () => {
      const { id } = await drafted(cast);
      const documents = [document(READ_ONE_BUCKET.replace("reports", KEY_ID))];
      const error = await refuses(db(), Invalid, () => attachDocuments(cast.requester, id, { sequence: 1, documents }));
      expect(error.problems).toMatchObject([{ path: ["documents", 0, "policy.json"], line: 8 }]);
      expect(error.message + JSON.stringify(error.problems)).not.toContain(KEY_ID);
      expect(await db().select().from(blobs)).toEqual([]);
    });

    it("seals a revision in an open state and queues its checks; the same evidence is the same revision", async () => {
      const { id, sequence } = await submitted(cast);
      const documents = [document(READ_ONE_BUCKET)];
      const one = await attachDocuments(cast.guardian, id, { sequence, documents });
      expect(one.revision).toBe(2);
      expect(await db().select().from(checkRuns)).toMatchObject([{ reviewId: id, revision: 2, state: "queued" }]);
      const events = await recordedTypes(db());
      const two = await attachDocuments(cast.requester, id, { sequence: one.sequence, documents });
      expect(two.revision).toBe(2);
      expect(await recordedTypes(db())).toEqual(events);
      expect(await standing()).toMatchObject([{ addedById: cast.guardian.actor.personId }]);
    });

    it.each([
      ["a comment and white space", `# For the reports\n${TEMPLATE.replace("Allow", "Allow   # reads only")}\n\n`, 1],
      ["a comment with two exclamation marks", `# do not edit!!\n${TEMPLATE}# !<end`, 1],
      [
        "the order of keys",
        TEMPLATE.replace(/( +)- Effect: Allow\n +Action: (.*)\n/, "$1- Action: $2\n$1  Effect: Allow\n"),
        1,
      ],
      ["the language", JSON.stringify(AS_JSON, null, 2), 1],
      ["the quoting of a value", TEMPLATE.replace("Effect: Allow", 'Effect: "Allow"'), 1],
      ["the quoting of a key", TEMPLATE.replace("Effect: Allow", "'Effect': >-\n              Allow"), 1],
      ["the quoting of what may be a day", TEMPLATE.replace('"2012-10-17"', "2012-10-17"), 2],
      ["an action", TEMPLATE.replace("s3:GetObject", "s3:PutObject"), 2],
      ["the name of a statement", TEMPLATE.replace("- Effect", "- Sid: Read\n            Effect"), 2],
    ])("is the same evidence where %s changed, and the newest bytes are kept", async (_, content, revision) => {
      const { id, sequence } = await submitted(cast);
      const first = await attachDocuments(cast.requester, id, { sequence, documents: [document(TEMPLATE, "t.yaml")] });
      const changed = [document(content, "t.yaml")];
      const second = await attachDocuments(cast.requester, id, { sequence: first.sequence, documents: changed });
      expect([second.sequence, second.revision - first.revision]).toEqual([first.sequence + 1, revision - 1]);
      expect((await standing()).map(({ sha256 }) => sha256)).toEqual([sha256Of(content)]);
      const held = await documentsHeld(cast.requester, id, second.revision);
      expect(held.map(({ sha256 }) => sha256)).toEqual([sha256Of(revision === 1 ? TEMPLATE : content)]);
      const newest = await documentPage(cast.requester, { reviewId: id, sha256: sha256Of(content) });
      expect([newest.text, newest.revision]).toEqual([content, second.revision]);
      const elsewhere = { reviewId: id, sha256: sha256Of(content) };
      await expect(documentPage(cast.outsider, elsewhere)).rejects.toBeInstanceOf(NotFound);
    });

    it("is the evidence that it was when quotes counted, for what was attached then", async () => {
      const { id, sequence } = await submitted(cast);
      const first = await attachDocuments(cast.requester, id, { sequence, documents: [document(TEMPLATE, "t.yaml")] });
      const taken = takeDocument("t.yaml", TEMPLATE, "key");
      const meaning = taken.ok ? taken.meaningBefore : null;
      expect(meaning).toMatch(/^[0-9a-f]{64}$/);
      await db().update(reviewArtefacts).set({ meaning }).where(eq(reviewArtefacts.reviewId, id));
      const beside = [document(READ_ONE_BUCKET)];
      const then = await attachDocuments(cast.requester, id, { sequence: first.sequence, documents: beside });
      const commented = [document(`# For the reports\n${TEMPLATE}`, "t.yaml")];
      const now = await attachDocuments(cast.requester, id, { sequence: then.sequence, documents: commented });
      expect([now.sequence, now.revision]).toEqual([then.sequence + 1, then.revision]);
      const other = [document(TEMPLATE.replace("Get", "Put"), "t.yaml")];
      const changed = await attachDocuments(cast.requester, id, { sequence: now.sequence, documents: other });
      expect(changed.revision).toBe(then.revision + 1);
    });

    it("says of the newest form of a document what the checks said of the form that the revision holds", async () => {
      const { id, sequence } = await submitted(cast);
      const fails = TEMPLATE.replace("s3:GetObject", "iam:*").replace("arn:aws:s3:::reports/*", '"*"');
      const newest = `# For the reports\n${fails}`;
      const first = await attachDocuments(cast.requester, id, { sequence, documents: [document(fails, "t.yaml")] });
      await runQueuedChecks(systemContext(db()));
      const documents = [document(newest, "t.yaml")];
      const { revision } = await attachDocuments(cast.requester, id, { sequence: first.sequence, documents });
      const sealed = await documentPage(cast.engineer, { reviewId: id, sha256: sha256Of(fails), revision });
      const page = await documentPage(cast.engineer, { reviewId: id, sha256: sha256Of(newest) });
      expect([sealed.verdict, sealed.checkedForm]).toEqual(["fail", null]);
      expect(page).toMatchObject({ verdict: "fail", checkedForm: sha256Of(fails), revision, text: newest });
      const said = ({ results }: typeof page) => resultsByPlace(results).map(({ key, blocking }) => [key, blocking]);
      expect(said(page)).toEqual(said(sealed));
      expect(page.results.flatMap(({ reasons }) => reasons.filter(({ span }) => span))).toEqual([]);
    });

    it("shows a form that an earlier revision holds as the newest one, where it is attached again", async () => {
      const { id, sequence } = await submitted(cast);
      const older = `# For the reports\n${TEMPLATE}`;
      let at = { sequence, revision: 0 };
      for (const documents of [
        [document(older, "t.yaml")],
        [document(TEMPLATE, "t.yaml"), document(READ_ONE_BUCKET)],
        [document(older, "t.yaml")],
      ]) {
        at = await attachDocuments(cast.requester, id, { sequence: at.sequence, documents });
      }
      const page = await documentPage(cast.engineer, { reviewId: id, sha256: sha256Of(older) });
      expect(page).toMatchObject({ revision: at.revision, checkedForm: sha256Of(TEMPLATE) });
    });

    it.each([
      ["design.pdf", "%PDF-1.7\n", "This is a PDF. Attach the policy, the template or the plan itself."],
      ["design.pdf", "%PDF-1.4\n\0", "This is a PDF. Attach the policy, the template or the plan itself."],
      ["plan.yaml", "planned_values: {}\n", /^A plan must be in the format/],
      ["readme.md", "Hello", "This is a Markdown file. Attach the policy, the template or the plan itself."],
    ])("says what %s is", async (name, content, words) => {
      const { id, sequence } = await submitted(cast);
      const wanted = { sequence, documents: [document(content, name)] };
      const error = await refuses(db(), Invalid, () => attachDocuments(cast.requester, id, wanted));
      expect((error as Invalid).problems.map(({ message }) => message)).toEqual([
        typeof words === "string" ? words : expect.stringMatching(words),
      ]);
    });

    it.each([
      ["a number that is longer than it can be held", "9007199254740993", "9007199254740992"],
      ["how a number is written", "1.0", "1"],
      ["a number that becomes a text", "10", '"10"'],
    ])("counts %s", async (_, before, after) => {
      const { id, sequence } = await submitted(cast);
      const role = (value: string) =>
        `{"address":"aws_iam_role.a","type":"aws_iam_role","name":"a","values":{"max_session_duration":${value}}}`;
      const plan = (value: string) => [
        document(`{"planned_values":{"root_module":{"resources":[${role(value)}]}}}`, "plan.json"),
      ];
      const one = await attachDocuments(cast.requester, id, { sequence, documents: plan(before) });
      const two = await attachDocuments(cast.requester, id, { sequence: one.sequence, documents: plan(after) });
      expect(two.revision).toBe(one.revision + 1);
    });

    it("puts a document in the place of the one with its name; the old revision keeps it", async () => {
      const { id, sequence } = await submitted(cast);
      const one = await attachDocuments(cast.requester, id, { sequence, documents: [document(READ_ONE_BUCKET)] });
      const two = await attachDocuments(cast.requester, id, {
        sequence: one.sequence,
        documents: [document(ESCALATES)],
      });
      expect(two.revision).toBe(3);
      expect((await standing()).map(({ sha256 }) => sha256)).toEqual([sha256Of(ESCALATES)]);
      const sealed = await db().select().from(reviewRevisions).orderBy(reviewRevisions.number);
      const held = sealed.map(({ evidence }) => evidence.artefacts.map(({ sha256 }) => sha256));
      expect(held).toEqual([[], [sha256Of(READ_ONE_BUCKET)], [sha256Of(ESCALATES)]]);
      expect(await db().select().from(blobs)).toHaveLength(2);
    });

    it.each([
      ["broken JSON", "a.json", '{\n  "Version": "2012-10-17",\n  "Statement": [\n}', 4],
      ["JSON with a key twice", "a.json", '{\n  "Version": "2012-10-17",\n  "Version": "2012-10-17"\n}', 3],
      ["broken YAML", "a.yaml", 'Resources:\n  A: [1\n  B: "x\n', 3],
      ["broken YAML under a heading", "a.yaml", '# The app\n\nResources:\n  A: [1\n  B: "x\n', 5],
      ["YAML with a key twice", "a.yaml", "Resources:\n  A:\n    Type: X\n  A:\n    Type: Y\n", 4],
      ["YAML with an alias", "a.yaml", "Resources:\n  A: &a\n    Type: X\n  B: *a\n", 2],
    ])("S25 refuses %s with its line and column, and attaches none of the others", async (_, name, content, line) => {
      const { id } = await drafted(cast);
      const documents = [document(READ_ONE_BUCKET), document(content, name)];
      const wanted = { sequence: 1, documents };
      const error = await refuses(db(), Invalid, () => attachDocuments(cast.requester, id, wanted));
      expect(error.problems.map((problem) => problem.path)).toContainEqual(["documents", 1, name]);
      expect(error.problems.map((problem) => problem.line)).toContain(line);
      for (const { column } of error.problems) expect(column).toBeGreaterThan(0);
      expect(await db().select().from(blobs)).toEqual([]);
    });

    it.each([
      ["an empty document", [document("")]],
      ["no document", []],
      ["text that is no policy", [document("hello", "a.txt")]],
      ["a policy without statements", [document('{"Version":"2012-10-17"}')]],
      ["NUL", [document('{"Version":"2012-10-17","Statement":[]}\0')]],
      ["one name twice", [document(READ_ONE_BUCKET), document(ESCALATES)]],
      ["a verdict of the sender", [{ ...document(READ_ONE_BUCKET), verdict: "pass" }]],
    ])("refuses %s", async (_, documents) => {
      const { id } = await drafted(cast);
      await refuses(db(), Invalid, () => attachDocuments(cast.requester, id, { sequence: 1, documents }));
    });

    it("refuses others, a stale number, and a review that has ended", async () => {
      const { id } = await drafted(cast);
      const wanted = { sequence: 1, documents: [document(READ_ONE_BUCKET)] };
      await refuses(db(), Forbidden, () => attachDocuments(cast.engineer, id, wanted));
      await refuses(db(), Forbidden, () => attachDocuments(cast.colleague, id, wanted));
      await refuses(db(), NotFound, () => attachDocuments(cast.outsider, id, wanted));
      await refuses(db(), Conflict, () => attachDocuments(cast.requester, id, { ...wanted, sequence: 5 }));
      const done = await rejected(cast);
      const late = { ...wanted, sequence: done.sequence };
      await refuses(db(), Conflict, () => attachDocuments(cast.requester, done.id, late));
    });

    it("S09 seals and checks what changes after an approval, which stays as it was and is stale", async () => {
      const { id, sequence } = await approved(cast);
      const before = await recorded(db());
      const receipt = await attachDocuments(cast.requester, id, { sequence, documents: [document(READ_ONE_BUCKET)] });
      expect(receipt).toMatchObject({ state: "approved", revision: 2 });
      const added = (await recorded(db())).slice(before.length).map(({ type }) => type);
      const types = [
        "review.artefact-attached",
        "review.revision-sealed",
        "check-profile.published",
        "policy-run.queued",
      ];
      expect(added).toEqual(types);
      expect(await db().select().from(checkRuns)).toMatchObject([{ revision: 2, state: "queued" }]);
      const { decisions } = await reviewDetail(cast.auditor, id);
      expect(decisions).toMatchObject([{ outcome: "approved", revision: 1, stale: true }]);
    });
  });

  describe("removing a document", () => {
    it("takes it out of the next revision", async () => {
      const { id, sequence } = await submitted(cast);
      const one = await attachDocuments(cast.requester, id, { sequence, documents: [document(READ_ONE_BUCKET)] });
      const [artefact] = await standing();
      const artefactId = artefact?.id ?? 0;
      const two = await removeDocument(cast.requester, id, artefactId, { sequence: one.sequence });
      expect(two.revision).toBe(3);
      expect(await standing()).toEqual([]);
      expect((await recorded(db())).slice(-2)).toMatchObject([
        { type: "review.artefact-removed", data: { artefactId, sha256: sha256Of(READ_ONE_BUCKET) } },
        { type: "review.revision-sealed", data: { revision: 3 } },
      ]);
      const again = { sequence: two.sequence };
      await refuses(db(), NotFound, () => removeDocument(cast.requester, id, artefactId, again));
    });

    it("is told with the name of the document, to those who may see the review", async () => {
      const { id, sequence } = await submitted(cast);
      const one = await attachDocuments(cast.requester, id, { sequence, documents: [document(TEMPLATE, "queue.yml")] });
      await removeDocument(cast.requester, id, (await standing())[0]?.id ?? 0, { sequence: one.sequence });
      const said = ({ items }: { items: { type: string; sentence: string }[] }) =>
        items.flatMap(({ type, sentence }) => (type.startsWith("review.artefact-") ? sentence : []));
      const ref = reviewRef(id);
      expect(said(await timeline(cast.requester, { kind: "review", id }))).toEqual([
        `Rita Requester removed queue.yml from ${ref}.`,
        `Rita Requester attached queue.yml to ${ref}.`,
      ]);
      expect(said(await activityLog(cast.admin))).toEqual([
        `Rita Requester removed a document from ${ref}.`,
        `Rita Requester attached a document to ${ref}.`,
      ]);
    });

    it("refuses a document of another review, others, and a stale number", async () => {
      const one = await drafted(cast);
      await attachDocuments(cast.requester, one.id, { sequence: 1, documents: [document(READ_ONE_BUCKET)] });
      const artefactId = (await standing())[0]?.id ?? 0;
      const two = await drafted(cast);
      await refuses(db(), NotFound, () => removeDocument(cast.requester, two.id, artefactId, { sequence: 1 }));
      await refuses(db(), Forbidden, () => removeDocument(cast.engineer, one.id, artefactId, { sequence: 2 }));
      await refuses(db(), NotFound, () => removeDocument(cast.outsider, one.id, artefactId, { sequence: 2 }));
      await refuses(db(), Conflict, () => removeDocument(cast.requester, one.id, artefactId, { sequence: 1 }));
      const more = { sequence: 2, reason: "x" };
      await refuses(db(), Invalid, () => removeDocument(cast.requester, one.id, artefactId, more));
    });
  });

  describe("attaching a threat model", () => {
    it("attaches a version of the review's own service and seals it", async () => {
      const { id, sequence } = await submitted(cast);
      const versionId = await modelBy(cast.requester, cast);
      const receipt = await attachThreatModel(cast.requester, id, { sequence, versionId });
      expect(receipt.revision).toBe(2);
      expect(await rowOf(id)).toMatchObject({ threatModelVersionId: versionId });
      expect((await recorded(db())).slice(-2)).toMatchObject([
        { type: "review.threat-model-attached", subject: ["review", id], data: { versionId } },
        { type: "review.revision-sealed", data: { revision: 2 } },
      ]);
    });

    it("does not find one that who attaches it may not know of: anyone who asked and has left the team", async () => {
      const { id, sequence } = await submitted(cast);
      const versionId = await modelBy(cast.requester, cast);
      const former = { ...cast.requester, actor: { ...cast.requester.actor, teamIds: [] } };
      const error = await refuses(db(), NotFound, () => attachThreatModel(former, id, { sequence, versionId }));
      expect(error.message).toBe("The threat model of this service was not found.");
      const receipt = await attachThreatModel(cast.requester, id, { sequence, versionId });
      await attachThreatModel(former, id, { sequence: receipt.sequence, versionId });
    });

    it("does no longer once it is more than 365 days old, or the answers have changed since", async () => {
      const { id, sequence } = await submitted(cast);
      const versionId = await modelBy(cast.requester, cast);
      const attached = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const gateAt = async (now: Date) => {
        const { gates } = await reviewDetail(at(cast.requester, now), id);
        return gates.find((gate) => gate.id === "threat_model");
      };
      const day = (n: number) => new Date(cast.requester.now.getTime() + n * 86_400_000);
      expect(await gateAt(day(365))).toMatchObject({ state: "met" });
      expect(await gateAt(day(366))).toMatchObject({ state: "unmet", reason: expect.stringContaining("Q16") });
      const later = at(cast.requester, day(1));
      const summary = { ...answered(), summary: "Sends the orders every night" };
      const worded = await editReview(later, id, { sequence: attached.sequence, intake: summary });
      expect(await gateAt(day(1))).toMatchObject({ state: "met" });
      const answers = answered(["cryptography"]);
      const edited = await editReview(later, id, { sequence: worded.sequence, intake: answers });
      expect(await gateAt(day(1))).toMatchObject({
        state: "unmet",
        reason: expect.stringContaining("The review's answers have changed since it was"),
      });
      const again = await attachThreatModel(at(cast.requester, day(1.5)), id, { sequence: edited.sequence, versionId });
      expect(again.revision).toBe(edited.revision);
      expect(await gateAt(day(1.5))).toMatchObject({ state: "met" });
      const renewed = await modelBy(at(cast.requester, day(2)), cast, { name: "Payments of today" });
      await attachThreatModel(at(cast.requester, day(2)), id, { sequence: again.sequence, versionId: renewed });
      expect(await gateAt(day(367))).toMatchObject({ state: "met" });
    });

    it("does again once someone attaches the same version again, 365 days from then", async () => {
      const on = (day: string) => at(cast.requester, `${day}T09:00:00Z`);
      const versionId = await modelBy(cast.requester, cast);
      const { id, sequence } = await submitted(cast);
      const gateOn = async (day: string, of = id) => {
        const { gates } = await reviewDetail(on(day), of);
        return gates.find((gate) => gate.id === "threat_model");
      };
      const aged = "Version 1 blocks: Q16, out of date. It was imported on 25 Nov 2026";
      const again = "more than 365 days ago. Attach it again if it is still valid, or attach a newer one.";
      const attached = await attachThreatModel(on("2027-12-01"), id, { sequence, versionId });
      expect(await gateOn("2027-12-01")).toMatchObject({ state: "unmet", reason: `${aged}, ${again}` });
      const subject = { kind: "review", id } as const;
      const byPipeline = systemContext(db(), new Date("2027-12-02T09:00:00Z"));
      await record(byPipeline, { type: "review.threat-model-attached", subject, data: { versionId } });
      expect(await gateOn("2027-12-02")).toMatchObject({ state: "unmet" });
      await attachThreatModel(on("2027-12-03"), id, { sequence: attached.sequence, versionId });
      expect(await gateOn("2027-12-03")).toMatchObject({ state: "met" });
      expect(await gateOn("2028-12-02")).toMatchObject({ state: "met" });
      expect(await gateOn("2028-12-03")).toMatchObject({
        state: "unmet",
        reason: `${aged} and last confirmed on 3 Dec 2027, ${again}`,
      });
      const other = await submitted(cast);
      await attachThreatModel(on("2028-06-01"), other.id, { sequence: other.sequence, versionId });
      expect(await gateOn("2028-06-01", other.id)).toMatchObject({ state: "met" });
    });

    const modelGate = async (id: number) => {
      const { gates } = await reviewDetail(cast.requester, id);
      return gates.find((gate) => gate.id === "threat_model");
    };
    const changedSince = {
      state: "unmet",
      reason: expect.stringContaining("The review's answers have changed since it was"),
    };
    const later = () => at(cast.requester, new Date(cast.requester.now.getTime() + 3_600_000));

    it("does no longer once the answers of the draft that it was attached to are others", async () => {
      const { id, sequence } = await drafted(cast);
      const versionId = await modelBy(cast.requester, cast);
      const attached = await attachThreatModel(cast.requester, id, { sequence, versionId });
      expect(await modelGate(id)).toMatchObject({ state: "met" });
      const intake = answered(["internetFacing", "thirdParty"], { dataClass: "restricted" });
      const edited = await editReview(later(), id, { sequence: attached.sequence, intake });
      expect(await modelGate(id)).toMatchObject(changedSince);
      const sent = await submitReview(later(), id, { sequence: edited.sequence });
      expect(await modelGate(id)).toMatchObject(changedSince);
      await attachThreatModel(later(), id, { sequence: sent.sequence, versionId });
      expect(await modelGate(id)).toMatchObject({ state: "met" });
    });

    it("stands while questions are answered that nobody had answered when it was attached, until one is answered again", async () => {
      const { id, sequence } = await drafted(cast, { intake: emptyIntake() });
      const versionId = await modelBy(cast.requester, cast);
      const attached = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const edited = await editReview(later(), id, { sequence: attached.sequence, intake: answered() });
      expect(await modelGate(id)).toMatchObject({ state: "met" });
      const sent = await submitReview(later(), id, { sequence: edited.sequence });
      expect(await modelGate(id)).toMatchObject({ state: "met" });
      await editReview(later(), id, { sequence: sent.sequence, intake: answered(["thirdParty"]) });
      expect(await modelGate(id)).toMatchObject(changedSince);
    });

    it("goes by the revisions where the event does not say what was answered when it was attached", async () => {
      const { id, sequence } = await submitted(cast);
      const versionId = await modelBy(cast.requester, cast);
      const attached = await attachThreatModel(cast.requester, id, { sequence, versionId });
      const subject = { kind: "review", id } as const;
      await record(cast.requester, { type: "review.threat-model-attached", subject, data: { versionId } });
      expect(await modelGate(id)).toMatchObject({ state: "met" });
      await editReview(later(), id, { sequence: attached.sequence, intake: answered(["thirdParty"]) });
      expect(await modelGate(id)).toMatchObject(changedSince);
    });

    it("refuses one of another service, one that does not exist, others, and a stale number", async () => {
      const { id } = await drafted(cast);
      const serviceId = await addService(db(), { teamId: cast.teamId });
      const other = await modelBy(cast.requester, cast, { serviceId });
      const versionId = await modelBy(cast.requester, cast);
      const attach = (ctx: Cast["requester"], wanted: object) => () => attachThreatModel(ctx, id, wrong(wanted));
      await refuses(db(), NotFound, attach(cast.requester, { sequence: 1, versionId: other }));
      await refuses(db(), NotFound, attach(cast.requester, { sequence: 1, versionId: 999 }));
      await refuses(db(), Forbidden, attach(cast.engineer, { sequence: 1, versionId }));
      await refuses(db(), NotFound, attach(cast.outsider, { sequence: 1, versionId }));
      await refuses(db(), Conflict, attach(cast.requester, { sequence: 2, versionId }));
      await refuses(db(), Invalid, attach(cast.requester, { sequence: 1, versionId, authorId: 1 }));
    });
  });

  describe("adding evidence in one go", () => {
    const threatModel = { fileName: "model.json", content: composerModel(), authorRole: "guardian" } as const;

    it("imports the model as the guardian's and attaches all", async () => {
      const { id, sequence } = await submitted(cast);
      const wanted = { sequence, documents: [document(READ_ONE_BUCKET)], threatModel };
      await addEvidence(cast.requester, id, wanted);
      expect(await db().select().from(threatModelVersions)).toMatchObject([
        { authorId: cast.guardian.actor.personId, importedById: cast.requester.actor.personId },
      ]);
      expect(await standing()).toHaveLength(1);
    });

    it("takes a model of who may change the evidence, also of a guardian of another team, who imports none next to a review", async () => {
      const teamId = cast.outsider.actor.teamIds[0] ?? 0;
      const abroad = context(db(), await addPerson(db(), { teamId, guardian: true }));
      const { id, sequence } = await submitted(cast, { guardianId: abroad.actor.personId });
      const own = { ...threatModel, serviceId: cast.serviceId };
      await refuses(db(), Forbidden, () => importThreatModel(abroad, own));
      await addEvidence(abroad, id, { sequence, threatModel });
      const { personId } = abroad.actor;
      expect(await db().select().from(threatModelVersions)).toMatchObject([
        { authorId: personId, importedById: personId },
      ]);
    });

    it("asks which engineer wrote a model, who then does not decide on what it is attached to", async () => {
      const { id, sequence } = await submitted(cast);
      const [{ personId: authorId }, { personId: builder }] = [cast.engineer.actor, cast.colleague.actor];
      const wanted = { sequence, threatModel: { ...threatModel, authorRole: "engineer" as const } };
      const unnamed = await refuses(db(), Invalid, () => addEvidence(cast.requester, id, wanted));
      expect(unnamed.problems).toMatchObject([
        { path: ["threatModel", "authorId"], message: "must name the engineer" },
      ]);
      const opened = { draft: draftOf(cast), threatModel: wanted.threatModel, submit: true };
      await refuses(db(), Invalid, () => openReview(cast.requester, opened));
      for (const authorId of [builder, 99_999]) {
        const named = { sequence, threatModel: { ...wanted.threatModel, authorId } };
        await refuses(db(), Invalid, () => addEvidence(cast.requester, id, named));
      }
      const known = { sequence, threatModel: { ...threatModel, authorId } };
      expect((await refuses(db(), Invalid, () => addEvidence(cast.requester, id, known))).problems).toMatchObject([
        { path: ["threatModel", "authorId"], message: "must be empty unless an engineer wrote it" },
      ]);
      const named = { sequence, threatModel: { ...wanted.threatModel, authorId } };
      const added = await addEvidence(cast.requester, id, named);
      expect(await db().select().from(threatModelVersions)).toMatchObject([{ authorId, authorRole: "engineer" }]);
      const claim = { sequence: added.sequence, conflict: "" };
      const error = await refuses(db(), Forbidden, () => claimReview(cast.engineer, id, claim));
      expect(error.message).toContain("wrote the threat model alone");
      expect(await claimReview(cast.second, id, claim)).toMatchObject({ state: "in_review" });
    });

    it("S07 keeps who wrote or imported a version from deciding, whatever version has taken its place", async () => {
      const content = (mitigation: string) => composerModel({ name: "Payments", mitigation });
      const { id, sequence } = await submitted(cast);
      const file = { serviceId: cast.serviceId, fileName: "model.json" };
      const own = { ...file, content: content("One"), authorRole: "engineer" as const };
      const first = await importThreatModel(cast.engineer, own);
      const attached = await attachThreatModel(cast.requester, id, { sequence, versionId: first.versionId });
      const next = await importThreatModel(cast.requester, { ...own, content: content("Two"), authorRole: "builder" });
      expect(next).toMatchObject({ threatModelId: first.threatModelId, seq: 2 });
      const replacing = { sequence: attached.sequence, versionId: next.versionId };
      const replaced = await attachThreatModel(cast.requester, id, replacing);
      const claim = { sequence: replaced.sequence, conflict: "" };
      const error = await refuses(db(), Forbidden, () => claimReview(cast.engineer, id, claim));
      expect(error.message).toContain("wrote the threat model alone");
    });

    it("S07 takes no model that others import in the name of who reviews, which would take the decision from them", async () => {
      const { id, sequence } = await claimed(cast);
      const authorId = cast.engineer.actor.personId;
      const theirs = { ...threatModel, authorRole: "engineer" as const, authorId };
      const named = { sequence, threatModel: theirs };
      const error = await refuses(db(), Conflict, () => addEvidence(cast.requester, id, named));
      expect(error.message).toContain("is recorded as the sole author of this threat model");
      const imported = await importThreatModel(cast.requester, { ...theirs, serviceId: cast.serviceId });
      const attached = { sequence, versionId: imported.versionId };
      await refuses(db(), Conflict, () => attachThreatModel(cast.requester, id, attached));
      const rejected = { sequence, reason: "Not that way" };
      expect(await rejectReview(cast.engineer, id, rejected)).toMatchObject({ state: "rejected" });
    });

    it("makes one revision of all that was chosen, and none of a model with its keys in another order", async () => {
      const { id, sequence } = await submitted(cast);
      const model = { fileName: "payments.tc.json", content: composerModel(), authorRole: "builder" as const };
      const wanted = { sequence, documents: [document(READ_ONE_BUCKET)], threatModel: model };
      const added = await addEvidence(cast.requester, id, wanted);
      expect([added.sequence, added.revision]).toEqual([sequence + 1, 2]);
      const turned = Object.fromEntries(Object.entries(JSON.parse(model.content)).toReversed());
      const other = { ...model, content: JSON.stringify(turned, null, 1) };
      const again = await addEvidence(cast.requester, id, { sequence: added.sequence, threatModel: other });
      expect([again.sequence, again.revision]).toEqual([added.sequence + 1, 2]);
      const drawn = { ...turned, architecture: { image: "", description: "A second queue" } };
      const redrawn = { ...model, content: JSON.stringify(drawn, null, 1) };
      const more = await addEvidence(cast.requester, id, { sequence: again.sequence, threatModel: redrawn });
      expect([more.sequence, more.revision]).toEqual([again.sequence + 1, 3]);
    });

    it("does nothing when one part cannot be read, and nothing on a stale number", async () => {
      const { id, sequence } = await submitted(cast);
      const wanted = { sequence, documents: [document("{")], threatModel };
      await refuses(db(), Invalid, () => addEvidence(cast.requester, id, wanted));
      const broken = {
        sequence,
        documents: [document(READ_ONE_BUCKET)],
        threatModel: { ...threatModel, content: "{" },
      };
      await refuses(db(), Invalid, () => addEvidence(cast.requester, id, broken));
      await refuses(db(), Conflict, () => addEvidence(cast.requester, id, { ...wanted, sequence: 1, documents: [] }));
      await refuses(db(), NotFound, () => addEvidence(cast.outsider, id, { ...wanted, documents: [] }));
      await refuses(db(), Forbidden, () => addEvidence(cast.engineer, id, { ...wanted, documents: [] }));
    });
  });

  describe("opening a review in one go", () => {
    it("drafts, attaches and submits", async () => {
      const threatModel = { fileName: "model.json", content: composerModel(), authorRole: "builder" as const };
      const documents = [document(READ_ONE_BUCKET)];
      const receipt = await openReview(cast.requester, { draft: draftOf(cast), documents, threatModel, submit: true });
      expect(receipt).toMatchObject({ state: "submitted", revision: 1 });
      expect(await recordedTypes(db())).toEqual([
        "review.drafted",
        "threat-model.imported",
        "review.threat-model-attached",
        "review.artefact-attached",
        "review.revision-sealed",
        "check-profile.published",
        "policy-run.queued",
        "review.submitted",
      ]);
    });

    it("keeps a draft where that is wanted", async () => {
      const receipt = await openReview(cast.requester, { draft: draftOf(cast), submit: false });
      expect(receipt).toMatchObject({ state: "draft", revision: 0 });
    });

    it("does nothing when a part is refused", async () => {
      const draft = draftOf(cast);
      const documents = [document("{")];
      await refuses(db(), Invalid, () => openReview(cast.requester, { draft, documents, submit: false }));
      const unanswered = draftOf(cast, { intake: emptyIntake() });
      const whole = { draft: unanswered, documents: [document(READ_ONE_BUCKET)], submit: true };
      await refuses(db(), Invalid, () => openReview(cast.requester, whole));
      await refuses(db(), Forbidden, () => openReview(cast.outsider, { draft, submit: true }));
      await refuses(db(), Invalid, () => openReview(cast.requester, wrong({ draft, submit: true, state: "approved" })));
      await refuses(db(), Invalid, () =>
        openReview(cast.requester, wrong({ draft: { ...draft, intake: answered() } })),
      );
    });
  });
});
