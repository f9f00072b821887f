import { apiRoute, idParam } from "#lib/web/api-route.ts";
import { undoneImportOutput } from "#lib/reviews/imports/file/output.ts";
import { undoImport } from "#lib/reviews/imports/undo-import.ts";

export const POST = apiRoute({
  summary: "Undo an import of past reviews while nothing depends on it",
  tag: "Reviews",
  params: { import: "The id of the import" },
  answer: undoneImportOutput,
  run: (ctx, { params }) => undoImport(ctx, { importId: idParam(params, "import", "The import") }),
});
