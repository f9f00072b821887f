import { fillPlaceholders, Param, SQL, StringChunk } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { CASING } from "./casing.ts";

const DIALECT = new PgDialect({ casing: CASING });

/**
 * Compiles a statement once for repeated use with different values, named by `sql.placeholder`. Assembling a statement
 * of many pieces takes as long as running it. Values must be in the driver's format.
 */
export function compiledStatement(statement: SQL): (values: Record<string, string | number>) => SQL {
  const { sql: text, params } = DIALECT.sqlToQuery(statement);
  // Placeholders are numbered in order of appearance.
  const pieces = text.split(/\$\d+/).map((piece) => new StringChunk(piece));
  if (pieces.length !== params.length + 1)
    throw new Error(`The statement text already contains a $ followed by a number: ${text}`);
  return (values) => {
    const filled = fillPlaceholders(params, values);
    return new SQL(pieces.flatMap((piece, at) => (at < filled.length ? [piece, new Param(filled[at])] : [piece])));
  };
}
