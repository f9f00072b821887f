import { Button } from "@mantine/core";
import type { Permission } from "#lib/auth/actor.ts";
import { paths } from "#lib/paths.ts";

/** The backup download, or why backups are unavailable here. */
export function Backup({ embedded, permission }: { embedded: boolean; permission: Permission }) {
  if (!embedded) {
    return (
      <p className="dimmed">
        The data is in PostgreSQL: back that up as you do your other databases. On the server, “guardians export” writes
        the program to a file that comes into another database.
      </p>
    );
  }
  if (!permission.allowed) return <p className="dimmed">A backup cannot be downloaded. {permission.reason}</p>;
  return (
    <>
      <p>
        One file with everything in the embedded database, as it is now; the secrets beside it are not in it. Keep it as
        you keep the database. “guardians restore” makes a database of it. Everybody waits while the files are copied.
      </p>
      <Button component="a" href={paths.backup()} download variant="default">
        Download a backup
      </Button>
    </>
  );
}
