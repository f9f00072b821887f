import { beforeEach, describe, expect, it } from "vitest";
import { blobs, reviewArtefacts, threatModels } from "#db/schema/index.ts";
import { Invalid } from "#lib/errors.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { useDatabase } from "#tests/support/database.ts";
import { TOO_MUCH } from "#tests/support/hostile-documents.ts";
import { addCast, type Cast, drafted } from "#tests/support/reviews.ts";

/** What counts while it reads says so: the limits of the process that reads are not what stops it. */
const COUNTED =
  /alias.* not accepted|(?:longer than|at most) 5 MB|(?:more than|deeper than|limit of) 64 levels|more than 2[05]0,?000 (?:values|lines)/;

describe("a document that would become much more than it is", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  it.each(TOO_MUCH)(
    "S24 is refused where evidence is attached, with its place, and nothing is stored: %s",
    async (_, name, content) => {
      const { id } = await drafted(cast);
      const documents = [{ name, content: content() }];
      const error = await refusal(attachDocuments(cast.requester, id, { sequence: 1, documents }));
      expect(error.problems[0]?.message).toMatch(COUNTED);
      expect(error.problems[0]?.path).toEqual(["documents", 0, name]);
      expect(await db().$count(blobs)).toBe(0);
      expect(await db().$count(reviewArtefacts)).toBe(0);
    },
  );

  it.each(TOO_MUCH)("S24 is refused as a threat model: %s", async (_, name, content) => {
    // A template is told by its keys before it is read to its end.
    const model = content().replace(/^Resources:/, "otmVersion:");
    const wanted = { serviceId: cast.serviceId, fileName: name, content: model, authorRole: "builder" as const };
    const error = await refusal(importThreatModel(cast.requester, wanted));
    expect(error.problems[0]?.message).toMatch(COUNTED);
    expect(await db().$count(threatModels)).toBe(0);
  });
});

async function refusal(act: Promise<unknown>): Promise<Invalid> {
  const thrown: unknown = await act.then(
    () => "nothing was refused",
    (reason: unknown) => reason,
  );
  expect(thrown).toBeInstanceOf(Invalid);
  return thrown as Invalid;
}
