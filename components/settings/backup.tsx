import { Button } from "@mantine/core";
import type { Permission } from "#lib/auth/actor.ts";
import { paths } from "#lib/paths.ts";

/** The backup download, or why backups are unavailable here. */
export function Backup({ embedded, permission }: { embedded: boolean; permission: Permission }) {
  if (!embedded) {
    return (
      <p className="dimmed">
        The data is in PostgreSQL: back it up like your other databases. To move it to another database, run “guardians
        export” on the server.
      </p>
    );
  }
  if (!permission.allowed) return <p className="dimmed">A backup cannot be downloaded. {permission.reason}</p>;
  return (
    <>
      <p>
        One file with the whole embedded database, without the secrets in the data folder. Protect it like the database.
        “guardians restore” restores it. Requests wait while the files are copied.
      </p>
      <Button component="a" href={paths.backup()} download variant="default">
        Download a backup
      </Button>
    </>
  );
}
