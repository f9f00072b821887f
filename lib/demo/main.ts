import { sql } from "drizzle-orm";
import { database } from "#db/client.ts";
import { seedDemo } from "./seed-demo.ts";

/** Fills an empty embedded database with the demo program and closes it. */
async function main(): Promise<void> {
  console.log("Creating the demo program …");
  const opened = await database();
  try {
    if (opened.driver.kind !== "pglite") {
      throw new Error("The demo program needs the embedded database. Unset DATABASE_URL to try it.");
    }
    const told = await seedDemo({ db: opened.db, now: new Date() });
    // The embedded database gathers no statistics automatically, and query plans need them.
    if (told) await opened.db.execute(sql`analyze`);
    console.log(told ? "The demo program is ready." : "A program already exists. Nothing changed.");
  } finally {
    await opened.close();
  }
}

try {
  await main();
} catch (error) {
  console.error("Could not create the demo program. Nothing was written.");
  console.error(error);
  process.exitCode = 1;
}
