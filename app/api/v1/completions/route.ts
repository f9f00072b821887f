import { apiRoute } from "#lib/web/api-route.ts";
import { recordCompletionInput } from "#lib/training/input.ts";
import { completionReceiptOutput } from "#lib/training/output.ts";
import { recordCompletion } from "#lib/training/record-completion.ts";

export const POST = apiRoute({
  summary: "Record a completion, your own with evidence; repeating it changes nothing",
  tag: "Training",
  body: recordCompletionInput,
  answer: completionReceiptOutput,
  status: 201,
  run: (ctx, { body }) => recordCompletion(ctx, body),
});
