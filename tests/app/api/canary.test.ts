import { TransactionRollbackError } from "drizzle-orm/errors";
import { beforeAll, describe, expect, it, vi } from "vitest";
import type { PersonActor } from "#lib/auth/actor.ts";
import { type ApiOperation, apiOperations, send } from "#tests/support/api.ts";
import { askedBy } from "#tests/support/asked-by.ts";
import { useFilledDatabase } from "#tests/support/database.ts";
import { everyRow } from "#tests/support/every-row.ts";
import { exampleBody } from "#tests/support/example-body.ts";
import { addWorld } from "#tests/support/world.ts";
import { KEY_ID, SECRET, TOKENS } from "../../lib/checks/credentials/fake-keys.ts";
import { type Name, WRITTEN_BY } from "../who-may-what.ts";

let actor: PersonActor;
askedBy(() => actor);

const TOKEN = TOKENS["GitLab, personal"] ?? "";
const secretsIn = (text: string) => [KEY_ID, SECRET, TOKEN].filter((secret) => text.includes(secret));

/** Fields that are kept to the letter, since something is known by them. */
const TO_THE_LETTER = [
  // Who signs in is issuer and subject, as the provider says them.
  "POST /api/v1/people/[person]/identities .subject",
  // A name with a key in it is refused where the document is read.
  "POST /api/v1/reviews/[ref]/documents .documents.0.name",
];

const canary = () => `${KEY_ID} ${SECRET}`;

describe("a secret in every field of text that the API takes", () => {
  const world = useFilledDatabase(addWorld);
  let writes: ApiOperation[];
  beforeAll(async () => {
    writes = (await apiOperations()).filter(({ body }) => body);
  });
  it.each([canary(), TOKEN])("S39 is removed before any verb has it: %#", (planted) => {
    const kept = writes.flatMap((operation) => {
      const { definition, name } = operation;
      const read =
        "body" in definition ? definition.body?.safeParse(exampleBody(operation, {}, () => planted)) : undefined;
      expect([name, read?.error?.issues ?? []]).toEqual([name, []]);
      return textsIn(read?.data).flatMap(([at, text]) => (secretsIn(text).length > 0 ? [`${name} ${at}`] : []));
    });
    expect(kept).toEqual(TO_THE_LETTER);
  });

  it("S39 is in no row, answer or line of the log after it was sent", async () => {
    const lines: string[] = [];
    vi.spyOn(process.stderr, "write").mockImplementation((line) => lines.push(String(line)) > 0);
    let written = 0;
    for (const operation of writes.filter(({ name }) => !name.endsWith("/identities"))) {
      for (const who of WRITTEN_BY[operation.name] ?? []) {
        const { status, answer, rows } = await sent(operation, who);
        expect([operation.name, secretsIn(answer), secretsIn(rows)]).toEqual([operation.name, [], []]);
        if (status >= 300) continue;
        written += 1;
        break;
      }
    }
    expect(written).toBeGreaterThan(30);
    expect(lines).toEqual([]);
  });

  /** What is answered, and every row of every table after it. Nothing of it stays. */
  async function sent(operation: ApiOperation, who: Name) {
    const { db, filled } = world();
    const { fingerprint, person, sequence } = filled.params;
    const own = { fingerprint, personId: Number(person), sequence: Number(sequence) };
    actor = filled.as(who);
    let found = { status: 0, answer: "", rows: "" };
    const attempt = db.transaction(async (tx) => {
      vi.stubGlobal("guardiansDatabase", Promise.resolve({ db: tx }));
      const body = exampleBody(operation, own, canary);
      const response = await send(operation, { params: filled.params, body });
      found = { status: response.status, answer: await response.text(), rows: await everyRow(tx) };
      tx.rollback();
    });
    await expect(attempt).rejects.toThrow(TransactionRollbackError);
    return found;
  }
});

function textsIn(value: unknown, at = ""): [at: string, text: string][] {
  if (typeof value === "string") return [[at, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => textsIn(part, `${at}.${name}`));
}
