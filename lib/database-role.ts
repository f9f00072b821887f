/**
 * What the role that the database was opened with may do: the owner of the tables may change, empty and drop them; the
 * application may only read and write in them, and only add to the events and their seals.
 */
export type DatabaseRole = "owner" | "application";

/** What whoever runs the product on PostgreSQL with the owner of the tables is told. */
export const OWNER_SERVES =
  "The role of DATABASE_URL owns the tables: whoever takes over the server can empty and change them, the events too. Give the server a role of its own with guardians db init.";
