import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { programReviewReceiptOutput } from "#lib/program-reviews/output.ts";
import { removeAttendance } from "#lib/program-reviews/remove-attendance.ts";

export const POST = apiRoute({
  summary: "Take someone off the attendance of a program review",
  tag: "Program",
  params: { quarter: "The quarter, as 2026-Q3", person: "The id of the person" },
  answer: programReviewReceiptOutput,
  run: (ctx, { params }) =>
    removeAttendance(ctx, params.quarter ?? "", { personId: idParam(params, "person", "The attendance") }),
});
