import { fillPlaceholders, Param, SQL, StringChunk } from "drizzle-orm";
import { PgDialect } from "drizzle-orm/pg-core";
import { CASING } from "./casing.ts";

const DIALECT = new PgDialect({ casing: CASING });

/**
 * A statement that is asked again and again with other values, which it names with `sql.placeholder`: its text is put together here, and
 * not each time. Of many pieces that takes as long as to ask. The values are those that the driver takes.
 */
export function putTogether(statement: SQL): (values: Record<string, string | number>) => SQL {
  const { sql: text, params } = DIALECT.sqlToQuery(statement);
  // The places are numbered as they come.
  const pieces = text.split(/\$\d+/).map((piece) => new StringChunk(piece));
  if (pieces.length !== params.length + 1)
    throw new Error(`A statement that holds a number behind a $ itself: ${text}`);
  return (values) => {
    const filled = fillPlaceholders(params, values);
    return new SQL(pieces.flatMap((piece, at) => (at < filled.length ? [piece, new Param(filled[at])] : [piece])));
  };
}
