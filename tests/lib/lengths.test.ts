import path from "node:path";
import { describe, expect, it } from "vitest";
import type { z } from "zod";
import { MOVES, type MoveVerb } from "#components/reviews/moves.ts";
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

const MOVE_INPUTS: Record<MoveVerb, z.ZodObject> = {
  submit: reviews.moveInput,
  claim: reviews.claimInput,
  approve: reviews.approveInput,
  approve_with_conditions: reviews.approveInput,
  request_changes: reviews.requestChangesInput,
  reject: reviews.rejectInput,
  resubmit: reviews.resubmitInput,
  endorse: reviews.moveInput,
  record_launch: reviews.launchInput,
  break_glass: reviews.breakGlassInput,
  hold: reviews.holdInput,
  resume: reviews.moveInput,
  release: reviews.releaseInput,
  reopen: reviews.reasonInput,
  close: reviews.closeInput,
  cancel: reviews.cancelInput,
};

const MOVE_FIELDS = MOVES.flatMap(({ verb, fields }) =>
  fields.flatMap((field) => ("max" in field ? [[verb, field.name, field.max] as const] : [])),
);

describe("the lengths of what people type", () => {
  it.each(FIELDS)("are those of the schema: %s", (_, schema, length) => {
    expect(schema.safeParse("A".repeat(length)).success).toBe(true);
    expect(schema.safeParse("A".repeat(length + 1)).success).toBe(false);
  });

  it.each(MOVE_FIELDS)("are those of the schema in the dialog of %s: %s", (verb, name, length) => {
    const schema = MOVE_INPUTS[verb].shape[name] as z.ZodType;
    expect(schema.safeParse("A".repeat(length)).success).toBe(true);
    expect(schema.safeParse("A".repeat(length + 1)).success).toBe(false);
  });

  it("are written in no component", () => {
    const components = readSources(path.resolve(import.meta.dirname, "../..")).filter(({ file }) =>
      file.startsWith("components/"),
    );
    expect(components.filter(({ text }) => /maxLength=\{\d/.test(text)).map(({ file }) => file)).toEqual([]);
  });
});
