/**
 * The rights of the current database role. The owner may change, empty and drop tables; the application may only read
 * and write them, and only append events and their seals.
 */
export type DatabaseRole = "owner" | "application";

/** Warning for operators who run the product on PostgreSQL as the owner of the tables. */
export const OWNER_SERVES =
  "The role of DATABASE_URL owns the tables: whoever takes over the server can empty and change them, the events too. Give the server a role of its own with guardians db init.";
