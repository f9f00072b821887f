import { apiRoute } from "#lib/web/api-route.ts";
import { recordAttendanceInput } from "#lib/program-reviews/input.ts";
import { programReviewReceiptOutput } from "#lib/program-reviews/output.ts";
import { recordAttendance } from "#lib/program-reviews/record-attendance.ts";

export const POST = apiRoute({
  summary: "Record an attendee of a program review and their comment; repeat to change the comment",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3" },
  body: recordAttendanceInput,
  answer: programReviewReceiptOutput,
  run: (ctx, { params, body }) => recordAttendance(ctx, params.quarter ?? "", body),
});
