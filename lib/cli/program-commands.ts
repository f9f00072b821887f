import type { Commands } from "./run.ts";

/** Commands that work on the program's own data, with the server's configuration. */
export const PROGRAM_COMMANDS: Commands = {
  admin: async (args) => (await import("./commands/admin.ts")).admin(args),
  audit: async (args) => (await import("./commands/audit.ts")).audit(args),
  backup: async (args) => (await import("./commands/backup.ts")).backup(args),
  db: async (args) => (await import("./commands/db.ts")).db(args),
  export: async (args) => (await import("./commands/export.ts")).exportToFile(args),
  import: async (args) => (await import("./commands/import.ts")).importFromFile(args),
  restore: async (args) => (await import("./commands/restore.ts")).restore(args),
};
