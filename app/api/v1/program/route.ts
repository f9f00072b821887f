import { apiRoute } from "#lib/web/api-route.ts";
import { editProgram } from "#lib/program/edit-program.ts";
import { editProgramInput } from "#lib/program/input.ts";
import { programOutput } from "#lib/program/output.ts";
import { program } from "#lib/program/queries.ts";

export const GET = apiRoute({
  summary: "The program",
  tag: "Program",
  answer: programOutput,
  run: (ctx) => program(ctx),
});

export const PATCH = apiRoute({
  summary: "Edit the program",
  tag: "Program",
  body: editProgramInput,
  answer: programOutput,
  run: (ctx, { body }) => editProgram(ctx, body),
});
