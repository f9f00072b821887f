import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { CHARTS } from "#lib/metrics/chart-file.ts";
import { draftReview } from "#lib/reviews/drafts/draft-review.ts";
import { submitReview } from "#lib/reviews/drafts/submit-review.ts";
import { apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { addOrganisation, addPerson, addService, addTeam } from "#tests/support/people.ts";
import { draftOf } from "#tests/support/reviews.ts";
import { addWorld } from "#tests/support/world.ts";

let actor: PersonActor;
askedBy(() => actor);

const FORMULA = `=HYPERLINK("http://evil.example";"x")`;
/** What a spreadsheet would run; minus and plus are the beginning of numbers too. */
const RUNS = /^[=+\-@\t\r](?![\d.]+$)/;

describe("every file of rows", () => {
  const world = useFilledDatabase(async (db) => {
    const filled = await addWorld(db);
    const organisationId = await addOrganisation(db, { name: "@organisation" });
    const teamId = await addTeam(db, { name: "+team", organisationId });
    const serviceId = await addService(db, { name: "-service", teamId });
    const { personId } = await addPerson(db, { name: "@guardian", teamId, guardian: true });
    const wanted = { ...draftOf(filled.cast), title: FORMULA, serviceId, guardianId: personId };
    const { id, sequence } = await draftReview(filled.cast.manager, wanted);
    await submitReview(filled.cast.manager, id, { sequence });
    return filled;
  });

  it("S29 has no cell that a spreadsheet would run, whatever things are called", async () => {
    const { as } = world().filled;
    const operations = await apiOperations();
    const files = operations.filter(
      ({ definition }) => "mediaType" in definition && definition.mediaType === "text/csv",
    );
    expect(files.map(({ name }) => name)).toEqual(["GET /api/v1/metrics/charts/[chart]", "GET /api/v1/reviews/export"]);
    const cells: string[] = [];
    for (const operation of files) {
      for (const [index, chart] of (operation.path.includes("[chart]") ? CHARTS : [""]).entries()) {
        // Nobody may have twenty files a minute.
        actor = as(index < CHARTS.length / 2 ? "program manager" : "auditor");
        const response = await send(operation, { params: { chart }, query: chart ? "" : "?tab=all" });
        expect([operation.name, chart, response.status]).toEqual([operation.name, chart, 200]);
        const rows = parse(await response.text(), { record_delimiter: "\r\n" }) as string[][];
        cells.push(...rows.flat());
      }
    }
    expect(cells.filter((cell) => RUNS.test(cell))).toEqual([]);
    expect(cells).toEqual(expect.arrayContaining([`'${FORMULA}`, "'+team", "'-service", "'@guardian"]));
  });
});
