import { type SQL, sql } from "drizzle-orm";
import { dayIn } from "#lib/zoned-time.ts";
import { moment, type Windows } from "../cohort.ts";

/** Moments as SQL rows: (number from 1, instant, its day). */
export function momentsAsRows(moments: readonly Date[], timeZone: string): SQL {
  return rows(moments.map((at, index) => sql`(${index + 1}::int, ${moment(at)}, ${dayIn(at, timeZone)}::date)`));
}

/** Quarters as SQL rows: (number of the window, its start, until when it is known). */
export function quartersAsRows({ windows, moments }: { windows: Windows; moments: readonly Date[] }): SQL {
  return rows(
    moments.map((until, index) => sql`(${index + 1}::int, ${moment(windows.edges[index] ?? until)}, ${moment(until)})`),
  );
}

function rows(all: readonly SQL[]): SQL {
  return sql.join([...all], sql`, `);
}
