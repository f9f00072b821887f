/** How schema field names are written in the database. */
export const CASING = "snake_case";
