/** How the names of the schema's fields are written in the database. */
export const CASING = "snake_case";
