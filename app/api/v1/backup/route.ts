import { fileRoute } from "#lib/web/api-route.ts";
import { readBackup } from "#lib/transfer/read-backup.ts";

export const GET = fileRoute({
  summary: "A backup of the embedded database, as `guardians restore` takes it; for admins",
  tag: "Settings",
  mediaType: "application/gzip",
  what: "backup",
  format: "archive",
  run: (ctx) => readBackup(ctx),
});
