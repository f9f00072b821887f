import { beforeEach, describe, expect, it } from "vitest";
import { blobs, reviewArtefacts, threatModels } from "#db/schema/index.ts";
import { Invalid } from "#lib/errors.ts";
import { attachDocuments } from "#lib/reviews/attach-documents.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addCast, type Cast, drafted } from "#tests/support/reviews.ts";

const MEGABYTE = 1024 * 1024;
/** As many as stand in 5 MB, the most that is read at all. */
const MILLION = 300_000;
const policy = (more: string) =>
  `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}]${more}}`;
const template = (more: string) =>
  `Resources:\n  Reader:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument:\n        Version: "2012-10-17"\n        Statement: []\n${more}`;

/** Each alias stands for ten of the one before: a page of text that is 10^9 values. */
const bomb = ["a: &a [x, x, x, x, x, x, x, x, x, x]"]
  .concat([..."bcdefghi"].map((name, n) => `${name}: &${name} [${`*${"abcdefghi"[n]}, `.repeat(10)}]`))
  .join("\n");

const TOO_MUCH: [what: string, name: string, content: () => string][] = [
  ["an alias bomb in YAML", "bomb.yaml", () => template(bomb)],
  ["an alias of itself", "loop.yaml", () => template("Metadata: &loop [*loop]\n")],
  ["a scalar of 10 MB in YAML", "scalar.yaml", () => template(`Description: ${"x".repeat(10 * MEGABYTE)}\n`)],
  ["a scalar of 10 MB in JSON", "scalar.json", () => policy(`,"Id":"${"x".repeat(10 * MEGABYTE)}"`)],
  ["lists 20,000 deep in JSON", "deep.json", () => policy(`,"Id":${"[".repeat(20_000)}${"]".repeat(20_000)}`)],
  ["lists 20,000 deep in YAML", "deep.yaml", () => template(`Metadata: ${"[".repeat(20_000)}${"]".repeat(20_000)}\n`)],
  [
    "blocks 2,000 deep in YAML",
    "blocks.yaml",
    () => template(`Metadata:\n${Array.from({ length: 2_000 }, (_, n) => `${" ".repeat(n + 1)}a:`).join("\n")}\n`),
  ],
  [
    "a million keys in JSON",
    "keys.json",
    () => policy(`,"Id":{${Array.from({ length: MILLION }, (_, n) => `"${n.toString(36)}":1`).join(",")}}`),
  ],
  [
    "a million keys in YAML",
    "keys.yaml",
    () => template(`Metadata:\n${Array.from({ length: MILLION }, (_, n) => `  k${n.toString(36)}: 1`).join("\n")}\n`),
  ],
];

/** What counts while it reads says so: the limits of the process that reads are not what stops it. */
const COUNTED =
  /alias.* not accepted|(?:longer than|at most) 5 MB|deeper than 64 levels|more than 2[05]0,?000 (?:values|lines)/;

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
    const wanted = { serviceId: cast.serviceId, fileName: name, content: content(), authorRole: "builder" };
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
