import { desc } from "drizzle-orm";
import { TransactionRollbackError } from "drizzle-orm/errors";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { events } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import { namedIn } from "#lib/web/named-in.ts";
import { NOW } from "#tests/support/actors.ts";
import { apiOperations, type Schema, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { type ServerAction, serverActions } from "#tests/support/entry-points.ts";
import { exampleBody } from "#tests/support/example-body.ts";
import { ACTION_INPUTS } from "#tests/support/fuzz/action-inputs.ts";
import { addWorld } from "#tests/support/world.ts";

let actor: PersonActor;
askedBy(() => actor);
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: NOW }));
afterAll(() => void vi.useRealTimers());

/** What auditors, who see everything and change nothing, are refused on pages of other things than reviews. */
const REFUSED: Record<string, string> = {
  addCourseAction: "add-course",
  addOrganisationAction: "add-organisation parent 1",
  addPersonAction: "add-person organisation 1 manager 1",
  addServiceAction: "add-service team 1",
  addTeamAction: "add-team organisation 1",
  awardBeltAction: "award-belt person 2",
  closeProgramReviewAction: "close-program-review 2026-Q3",
  consentAction: "consent person 2",
  confirmGrantAction: "confirm-grant person 2 grant 1",
  confirmIdentityAction: "confirm-identity person 2 identity 1",
  deactivatePersonAction: "deactivate-person person 2",
  declineAction: "decline person 2",
  draftNewsletterAction: "draft-newsletter organisation 1 2026-Q4",
  editCourseAction: "edit-course course 1",
  editDecisionAction: "edit-decision 2026-Q3 decision 1 goal 1 owner 1",
  editGoalAction: "edit-goal goal 1 owner 1",
  editNewsletterAction: "edit-newsletter letter 1",
  editOrganisationAction: "edit-organisation organisation 1",
  editPersonAction: "edit-person person 2 organisation 1 manager 1",
  editProgramAction: "edit-program",
  editProgramReviewAction: "edit-program-review 2026-Q3",
  editServiceAction: "edit-service service 1 team 1",
  editTeamAction: "edit-team team 1 organisation 1",
  endGoalAction: "end-goal goal 1",
  endSessionsAction: "end-sessions person 2",
  erasePersonAction: "erase-person person 2",
  erasedAtOnceAction: "erased-at-once",
  grantRoleAction: "grant-role person 2",
  importReviewsAction: "import-reviews",
  importThreatModelAction: "import a threat model service 1 threat model 1 author 1",
  joinTeamAction: "join-team person 2 team 1",
  leaveAction: "leave person 2 successor 1",
  leaveTeamAction: "leave-team person 2 team 1",
  linkIdentityAction: "link-identity person 2",
  measureMetricAction: "measure-metric organisation 1",
  openProgramReviewAction: "open-program-review 2026-Q4",
  openReviewAction: "open-review service 1 guardian 1 previous REV-1",
  pauseAction: "pause person 2",
  publishCriteriaAction: "publish-criteria",
  publishProfileAction: "publish a check profile profile 1",
  recordAttendanceAction: "record-attendance person 2 2026-Q3",
  recordCompletionAction: "record-completion person 2 course 1",
  recordDecisionAction: "record-decision 2026-Q3 goal 1 owner 1",
  removeAttendanceAction: "remove-attendance person 2 2026-Q3",
  removeDecisionAction: "remove-decision 2026-Q3 decision 1",
  resumeAction: "resume person 2",
  retireCourseAction: "retire-course course 1",
  retireServiceAction: "retire-service service 1",
  revokeBeltAction: "revoke-belt award 1",
  revokeRoleAction: "revoke-role person 2 organisation 1",
  setGoalAction: "set-goal owner 1",
  settleFollowUpAction: "settle-follow-up 2026-Q3 decision 1",
  startTrainingAction: "start-training person 2",
  unlinkIdentityAction: "unlink-identity person 2 identity 1",
  undoImportAction: "undo-import import 1",
};

/** What everybody may do. */
const ALLOWED = [
  "logActivityAction",
  "nominateAction",
  "peopleAction",
  "peopleCalledAction",
  "recogniseAction",
  "seeInboxAction",
  "servicesCalledAction",
];

/** The operations of the API that take the same, where a value of it has a form of its own. */
const TAKES_AS: Record<string, string> = {
  addEvidenceAction: "POST /api/v1/reviews/[ref]/evidence",
  editPersonAction: "PATCH /api/v1/people/[person]",
  editProgramAction: "PATCH /api/v1/program",
  grantRoleAction: "POST /api/v1/people/[person]/roles",
  importThreatModelAction: "POST /api/v1/threat-models",
  publishProfileAction: "POST /api/v1/check-profiles",
  requestChangesAction: "POST /api/v1/reviews/[ref]/change-request",
  setGoalAction: "POST /api/v1/goals",
};

/** Values that one action needs other than the rest. */
const OWN: Record<string, Record<string, unknown>> = {
  closeProgramReviewAction: { quarter: "2026-Q3" },
  openReviewAction: { documents: [], threatModel: null, previousReviewId: 1 },
};

describe("what someone is refused", () => {
  const world = useFilledDatabase(addWorld);

  /** What the one event that it leaves says was refused. Nothing of it stays. */
  async function refused(ask: () => Promise<unknown>): Promise<string | null> {
    const { db, filled } = world();
    actor = filled.as("auditor");
    let recorded: string | null = null;
    const attempt = db.transaction(async (tx) => {
      vi.stubGlobal("guardiansDatabase", Promise.resolve({ db: tx }));
      const before = await tx.$count(events);
      await ask();
      const [last] = await tx.select().from(events).orderBy(desc(events.id)).limit(1);
      if (last?.type === "access.refused" && (await tx.$count(events)) === before + 1) {
        expect(last).toMatchObject({ actorId: actor.personId, subjectKind: "person", subjectId: actor.personId });
        recorded = (last.data as { action: string }).action;
      }
      tx.rollback();
    });
    await expect(attempt).rejects.toThrow(TransactionRollbackError);
    return recorded;
  }

  const nameOf = ({ name }: ServerAction) => name.split(" ").at(-1) ?? "";

  async function called(action: ServerAction): Promise<unknown> {
    const name = nameOf(action);
    const { ids, schema } = ACTION_INPUTS[name] ?? { ids: [] };
    const { person, sequence, quarter } = world().filled.params;
    const own = { personId: Number(person), sequence: Number(sequence), ...OWN[name] };
    const input = exampleBody({ name: TAKES_AS[name] ?? name, body: schema }, own);
    const given = ids.map((kind) => (kind === "quarter" ? quarter : 1));
    return action.run(...given, ...(schema ? [input] : []));
  }

  it("S41 is recorded with what it was about, whatever a page acts on", async () => {
    const found: Record<string, string | null> = {};
    for (const action of await serverActions()) {
      if (ACTION_INPUTS[nameOf(action)]?.ids[0] === "review") continue;
      found[nameOf(action)] = await refused(() => called(action));
    }
    expect(found).toEqual({ ...REFUSED, ...Object.fromEntries(ALLOWED.map((name) => [name, null])) });
  });

  it("S41 is recorded with the review that it was about", async () => {
    const ofReviews = (await serverActions()).filter((action) => ACTION_INPUTS[nameOf(action)]?.ids[0] === "review");
    expect(ofReviews.length).toBeGreaterThan(30);
    for (const action of ofReviews) {
      const [, ofReview] = ACTION_INPUTS[nameOf(action)]?.ids ?? [];
      const named = ofReview
        ? /^[a-z-]+ REV-1 (finding|condition|document) 1$/
        : /^[a-z-]+ REV-1( (guardian|owner) 1)?$/;
      expect([nameOf(action), await refused(() => called(action))]).toEqual([
        nameOf(action),
        expect.stringMatching(named),
      ]);
    }
  });

  it.each([
    ["POST /api/v1/belts/awards", "POST /api/v1/belts/awards person 2"],
    ["POST /api/v1/services", "POST /api/v1/services team 1"],
    ["POST /api/v1/people/[person]/memberships", "POST /api/v1/people/2/memberships team 1"],
    ["POST /api/v1/program-reviews/[quarter]/closure", "POST /api/v1/program-reviews/2026-Q3/closure"],
    ["PATCH /api/v1/goals/[goal]", "PATCH /api/v1/goals/1 owner 1"],
  ])("S41 is recorded with what its path and its body name: %s", async (name, words) => {
    const operation = (await apiOperations()).find((each) => each.name === name);
    if (!operation) throw new Error(`No operation is ${name}`);
    const { params } = world().filled;
    const body = exampleBody(operation, { personId: Number(params.person) });
    expect(await refused(() => send(operation, { params, body }))).toBe(words);
  });

  it("S41 is recorded with every id that an action or a route takes", async () => {
    const bodies = (await apiOperations()).flatMap(({ body }) => body ?? []);
    const schemas = [...Object.values(ACTION_INPUTS).flatMap(({ schema }) => schema ?? []), ...bodies];
    const fields = (schema: Schema): string[] => [
      ...Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => [name, ...fields(inner)]),
      ...[...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].flatMap(fields),
    ];
    const ids = [...new Set(schemas.flatMap(fields))].filter((field) => field.endsWith("Id"));
    expect(ids.length).toBeGreaterThan(15);
    expect(ids.filter((field) => namedIn({ input: { [field]: 1 } }).length === 0)).toEqual([]);
  });

  it("S41 is recorded with nothing that someone made up", () => {
    const hostile = [null, undefined, "words", 12, [{ personId: 1 }], { personId: "words", teamId: 1.5, goalId: -1 }];
    const numbers = { personId: 2 ** 31, teamId: Number.NaN, courseId: 0, wordsId: 7, quarter: "2026-Q5" };
    for (const input of [...hostile, numbers, { quarter: ["2026-Q3"] }]) expect(namedIn({ input })).toEqual([]);
    expect(namedIn({ reviewId: "words", input: { reviewId: 3, quarter: "2026-Q3" } })).toEqual(["REV-3", "2026-Q3"]);
  });
});
