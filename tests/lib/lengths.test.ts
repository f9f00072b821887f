import path from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { MOVES } from "#components/reviews/moves/moves.ts";
import { logActivityInput } from "#lib/activity/input.ts";
import { awardBeltInput, revokeBeltInput } from "#lib/belts/input.ts";
import { answerFindingInput, raiseFindingInput } from "#lib/findings/input.ts";
import { nominateInput, pauseInput } from "#lib/guardians/input.ts";
import * as lengths from "#lib/lengths.ts";
import { linkIdentityInput } from "#lib/people/input.ts";
import { publishProfileInput } from "#lib/policies/input.ts";
import { recordAttendanceInput, recordDecisionInput } from "#lib/program-reviews/input.ts";
import * as reviews from "#lib/reviews/input.ts";
import { addServiceInput, addTeamInput } from "#lib/teams/input.ts";
import { addCourseInput } from "#lib/training/input.ts";
import { readSources } from "#tests/support/architecture/source.ts";

const FIELDS: [name: string, schema: z.ZodType, length: number][] = [
  ["the note of an activity", logActivityInput.shape.note, lengths.ACTIVITY_LENGTHS.note],
  ["the note of an award", awardBeltInput.shape.note, lengths.BELT_LENGTHS.note],
  ["the reason of a revocation", revokeBeltInput.shape.reason, lengths.BELT_LENGTHS.reason],
  ["the title of a finding", raiseFindingInput.shape.title, lengths.FINDING_LENGTHS.title],
  ["the answer to a finding", answerFindingInput.shape.answer, lengths.FINDING_LENGTHS.answer],
  ["the rationale of a nomination", nominateInput.shape.rationale, lengths.GUARDIAN_LENGTHS.rationale],
  ["the reason of a pause", pauseInput.shape.reason, lengths.GUARDIAN_LENGTHS.reason],
  ["the subject of an identity", linkIdentityInput.shape.subject, lengths.PERSON_LENGTHS.subject],
  ["the name of a check profile", publishProfileInput.shape.name, lengths.PROFILE_LENGTHS.name],
  ["the description of a check profile", publishProfileInput.shape.description, lengths.PROFILE_LENGTHS.description],
  ["what was said", recordAttendanceInput.shape.said, lengths.PROGRAM_REVIEW_LENGTHS.said],
  ["a decision", recordDecisionInput.shape.text, lengths.PROGRAM_REVIEW_LENGTHS.decision],
  ["the title of a review", reviews.draftReviewInput.shape.title, lengths.REVIEW_LENGTHS.title],
  ["a comment", reviews.commentInput.shape.body, lengths.REVIEW_LENGTHS.comment],
  ["the conflict of a reviewer", reviews.claimInput.shape.conflict, lengths.REVIEW_LENGTHS.conflict],
  ["the reason of a waiver", reviews.waiveInput.shape.reason, lengths.REVIEW_LENGTHS.reason],
  ["the name of a service", addServiceInput.shape.name, lengths.SERVICE_LENGTHS.name],
  ["the name of a team", addTeamInput.shape.name, lengths.TEAM_LENGTHS.name],
  ["the code of a course", addCourseInput.shape.code, lengths.COURSE_LENGTHS.code],
];

/** What each text of a review is kept as. Its column is written by every one of them, in as many characters. */
const OF_REVIEW: Record<keyof typeof lengths.REVIEW_LENGTHS, string[]> = {
  title: ["title"],
  summary: ["summary"],
  conflict: ["conflict"],
  comment: ["body", "message"],
  condition: ["text"],
  note: ["note"],
  feedback: ["sentence", "declinedReason"],
  reason: ["reason"],
};

/** The fields of the objects of a schema, with what they hold. */
function fieldsOf(schema: z.core.$ZodType): [name: string, schema: z.core.$ZodType][] {
  const { def } = (schema as z.ZodType)._zod as unknown as { def: Record<string, unknown> };
  const inside = [def.innerType, def.element, def.in, ...((def.options as unknown[]) ?? [])].filter(Boolean);
  const own = Object.entries((def.shape ?? {}) as Record<string, z.core.$ZodType>);
  return [...own, ...[...inside, ...own.map(([, of]) => of)].flatMap((of) => fieldsOf(of as z.core.$ZodType))];
}

const REVIEW_FIELDS = Object.entries(reviews).flatMap(([input, schema]) =>
  fieldsOf(schema as z.ZodType).map(([name, of]) => [input, name, of as z.ZodType] as const),
);

const MOVE_FIELDS = MOVES.flatMap(({ verb, fields }) =>
  fields.flatMap((field) => ("max" in field ? [[verb, field.name, field.max] as const] : [])),
);

describe("the lengths of what people type", () => {
  it.each(FIELDS)("are those of the schema: %s", (_, schema, length) => {
    expect(schema.safeParse("A".repeat(length)).success).toBe(true);
    expect(schema.safeParse("A".repeat(length + 1)).success).toBe(false);
  });

  it.each(MOVE_FIELDS)("are what a review keeps in the dialog of %s: %s", (_, name, length) => {
    const kept = Object.entries(OF_REVIEW).find(([, names]) => names.includes(name))?.[0];
    expect(length).toBe(lengths.REVIEW_LENGTHS[kept as keyof typeof OF_REVIEW]);
  });

  it.each(
    Object.entries(OF_REVIEW).flatMap(([key, names]) =>
      names.map((name) => [name, lengths.REVIEW_LENGTHS[key as keyof typeof OF_REVIEW]] as const),
    ),
  )("are the same wherever a review keeps it: %s", (name, length) => {
    const fields = REVIEW_FIELDS.filter(([, named]) => named === name);
    const taken = fields.map(([input, , schema]) => [
      input,
      ...[length, length + 1].map((n) => schema.safeParse("A".repeat(n)).success),
    ]);
    expect(taken).not.toEqual([]);
    expect(taken).toEqual(fields.map(([input]) => [input, true, false]));
  });

  it("are written in no component and no schema", () => {
    const sources = readSources(path.resolve(import.meta.dirname, "../.."));
    const written = sources.filter(
      ({ file, text }) =>
        (file.startsWith("components/") && /maxLength=\{\d/.test(text)) ||
        (file.startsWith("lib/") && /\b(line|exactLine)\(\d|\bparagraph\(\d/.test(text)),
    );
    expect(written.map(({ file }) => file)).toEqual([]);
  });
});
