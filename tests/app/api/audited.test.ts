import { desc } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { events } from "#db/schema/index.ts";
import type { PersonActor } from "#lib/auth/actor.ts";
import type { EventType } from "#lib/event-types/vocabulary.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { exampleBody } from "#tests/support/example-body.ts";
import { addWorld } from "#tests/support/world.ts";
import type { Name } from "../who-may-what.ts";

let actor: PersonActor;
askedBy(() => actor);

const START = new Date("2026-11-25T09:00:18Z");

/** A request with what it has to leave behind: of whom, about what, and whether it was allowed. */
type Row = [what: string, who: Name, operation: string, status: number, type: EventType, own?: Own];
/** Values of the body; `after`: how many moves of the review came before it here; `of`: other values of its address. */
type Own = Record<string, unknown> & { after?: number; of?: Record<string, string> };

const RULES: Row[] = [
  ["the criteria of belts", "program manager", "POST /api/v1/belts/criteria", 201, "belt.criteria-published"],
  [
    "a check profile",
    "engineer",
    "POST /api/v1/check-profiles",
    201,
    "check-profile.published",
    { tiers: [], profileId: undefined, follows: undefined, name: "Mine" },
  ],
  [
    "the settings of the program",
    "program manager",
    "PATCH /api/v1/program",
    200,
    "program.edited",
    { waiverDays: 90 },
  ],
  ["a course that is edited", "program manager", "PATCH /api/v1/courses/[course]", 200, "course.edited"],
  ["a goal", "program manager", "POST /api/v1/goals", 201, "goal.set"],
  ["a goal that is edited", "program manager", "PATCH /api/v1/goals/[goal]", 200, "goal.edited"],
  [
    "an import that is undone",
    "program manager",
    "POST /api/v1/review-imports/[import]/undoing",
    200,
    "reviews.import-undone",
  ],
  ["a goal that is retired", "program manager", "POST /api/v1/goals/[goal]/end", 200, "goal.ended"],
  ["a program review", "program manager", "POST /api/v1/program-reviews", 201, "program-review.opened"],
  [
    "the attendance of a program review",
    "program manager",
    "POST /api/v1/program-reviews/[quarter]/attendance",
    200,
    "program-review.attendance-recorded",
  ],
  [
    "a decision of a program review",
    "admin",
    "POST /api/v1/program-reviews/[quarter]/decisions",
    201,
    "program-review.decision-recorded",
  ],
  [
    "a follow-up that is settled",
    "guardian",
    "POST /api/v1/program-reviews/[quarter]/decisions/[decision]/settlement",
    200,
    "program-review.follow-up-settled",
  ],
  [
    "a program review that is closed",
    "program manager",
    "POST /api/v1/program-reviews/[quarter]/closure",
    200,
    "program-review.closed",
  ],
  ["a person who is edited", "program manager", "PATCH /api/v1/people/[person]", 200, "person.edited"],
  ["a team that is edited", "program manager", "PATCH /api/v1/teams/[team]", 200, "team.edited"],
  ["a service that is added", "program manager", "POST /api/v1/services", 201, "service.added", { name: "Idle" }],
  [
    "a service that is retired",
    "requester",
    "POST /api/v1/services/[service]/retirement",
    200,
    "service.retired",
    { of: { service: "2" } },
  ],
  [
    "an organisation that is edited",
    "program manager",
    "PATCH /api/v1/organisations/[organisation]",
    200,
    "organisation.edited",
  ],
  ["a role that decides", "admin", "POST /api/v1/people/[person]/roles", 201, "person.role-requested"],
  ["an identity of who decides", "admin", "POST /api/v1/people/[person]/identities", 201, "person.identity-requested"],
  ["sessions that are ended", "guardian", "POST /api/v1/people/[person]/sessions/end", 200, "person.sessions-ended"],
  [
    "an identity that is unlinked",
    "admin",
    "POST /api/v1/people/[person]/identities/[identity]/removal",
    200,
    "person.identity-unlinked",
  ],
  ["a person who is deactivated", "admin", "POST /api/v1/people/[person]/deactivation", 200, "person.deactivated"],
];

const DECISIONS: Row[] = [
  ["an request a waiver", "requester", "POST /api/v1/reviews/[ref]/checks/waivers/asks", 200, "review.waiver-asked"],
  ["a waiver", "engineer", "POST /api/v1/reviews/[ref]/checks/waivers", 200, "review.finding-waived", { after: 1 }],
  [
    "a risk that is recommended",
    "engineer",
    "POST /api/v1/reviews/[ref]/findings/[finding]/recommendation",
    200,
    "finding.risk-recommended",
    { after: 2 },
  ],
  [
    "a risk that is declined",
    "program manager",
    "POST /api/v1/reviews/[ref]/findings/[finding]/refusal",
    200,
    "finding.risk-declined",
    { after: 3 },
  ],
  [
    "a risk that is recommended once more",
    "engineer",
    "POST /api/v1/reviews/[ref]/findings/[finding]/recommendation",
    200,
    "finding.risk-recommended",
    { after: 4 },
  ],
  [
    "an accepted risk",
    "program manager",
    "POST /api/v1/reviews/[ref]/findings/[finding]/acceptance",
    200,
    "finding.settled",
    { after: 5 },
  ],
];

const DENIALS: Row[] = [
  ["a denial to read", "stranger", "GET /api/v1/events", 403, "access.refused"],
  ["a denial to write", "auditor", "POST /api/v1/reviews/[ref]/approval", 403, "access.refused"],
  ["a denial to grant oneself", "stranger", "POST /api/v1/people/[person]/roles", 403, "access.refused"],
];

const EXPORTS: Row[] = [
  ["an export of reviews", "auditor", "GET /api/v1/reviews/export", 200, "data.exported"],
  ["an export of the log", "auditor", "GET /api/v1/events", 200, "data.exported"],
];

describe("what is written down", () => {
  const world = useFilledDatabase(addWorld);
  beforeEach(() => void vi.useFakeTimers({ toFake: ["Date"], now: START }));
  afterEach(() => void vi.useRealTimers());

  it.each([...RULES, ...DECISIONS, ...DENIALS, ...EXPORTS])(
    "S41 who, what, on what, with which result, when in UTC and of which request: %s",
    async (_, who, name, status, type, own = {}) => {
      const { db, filled } = world();
      actor = filled.as(who);
      const operation = (await apiOperations()).find((each) => each.name === name);
      if (!operation) throw new Error(`No operation is ${name}`);
      const { fingerprint, person, sequence } = filled.params;
      const { after = 0, of = {}, ...more } = own;
      const values = { fingerprint, personId: Number(person), sequence: Number(sequence) + after, ...more };
      const body = exampleBody(operation, values);
      const headers = { "x-request-id": `request of ${who}` };
      const answer = await send(operation, { params: { ...filled.params, ...of }, body, headers });
      expect([answer.status, answer.status < 300 ? "" : await answer.text()]).toEqual([status, expect.any(String)]);
      const [row] = await db.select().from(events).orderBy(desc(events.id)).limit(1);
      expect(row).toMatchObject({
        type,
        actorKind: "person",
        actorId: filled.as(who).personId,
        at: START,
        requestId: `request of ${who}`,
      });
      expect([row?.subjectKind, row?.subjectId]).toEqual([expect.any(String), expect.any(Number)]);
    },
  );
});
