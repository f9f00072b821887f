/**
 * The rights of the current database role. The owner may change, empty and drop tables; the application may only read
 * and write them, and only append events and their seals.
 */
export type DatabaseRole = "owner" | "application";

/** Warning for operators who run the product on PostgreSQL as the owner of the tables. */
export const OWNER_SERVES =
  "The role in DATABASE_URL owns the tables: anyone who takes over the server can empty and change them, including the events. Give the server its own role with guardians db init.";
