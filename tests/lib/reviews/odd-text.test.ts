import { beforeEach, describe, expect, it } from "vitest";
import { Invalid } from "#lib/errors.ts";
import { importProfile } from "#lib/policies/profiles/import-profile.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { importPastReviews } from "#lib/reviews/imports/import-past-reviews.ts";
import { importThreatModel } from "#lib/threat-models/import-model.ts";
import { useDatabase } from "#tests/support/database.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, drafted } from "#tests/support/reviews.ts";
import { composerModel } from "#tests/support/threat-models.ts";

const CSV = "title,submitted,decided,outcome\nOld review,2026-01-05,2026-01-09,approved\n";
const YAML = `Resources:
  Reader:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement: []
`;
const PROFILE = JSON.stringify({ name: "Mine", publicAccess: true });

/** Every door at which a text of a stranger is read, with a text that it takes. */
const DOORS: Record<string, { text: string; send: (cast: Cast, text: string) => Promise<unknown> }> = {
  "evidence in JSON": { text: READ_ONE_BUCKET, send: (cast, text) => attach(cast, "policy.json", text) },
  "evidence in YAML": { text: YAML, send: (cast, text) => attach(cast, "template.yaml", text) },
  "a threat model": {
    text: composerModel(),
    send: (cast, content) =>
      importThreatModel(cast.requester, {
        serviceId: cast.serviceId,
        fileName: "m.json",
        content,
        authorRole: "builder",
      }),
  },
  "a check profile": { text: PROFILE, send: (cast, content) => importProfile(cast.manager, { tiers: [], content }) },
  "past reviews": {
    text: CSV,
    send: async (cast, content) => {
      const report = await importPastReviews(cast.manager, { fileName: "past.csv", content, dryRun: true });
      if (report.problems.length > 0) throw new Invalid("The file is problems.", []);
      return report;
    },
  },
};

async function attach(cast: Cast, name: string, content: string): Promise<unknown> {
  const { id } = await drafted(cast);
  return attachDocuments(cast.requester, id, { sequence: 1, documents: [{ name, content }] });
}

/** The same name twice, where a text has names. */
function twice(text: string): string {
  if (text === CSV) return text.replace("title,", "title,title,");
  if (text === YAML) return `${text}Resources: {}\n`;
  return text.replace("{", `{"zebra":1,"zebra":2,`);
}

/** In a value, or behind the first letter of any name. */
const inValue = (text: string, mark: string) => text.replace(text === CSV ? /Old/ : /e/, (word) => `${word}${mark}`);

const withName = (text: string, name: string) =>
  text === YAML ? `${text}${name}:\n  polluted: true\n` : text.replace("{", `{"${name}":{"polluted":true},`);

const ODD: Record<string, (text: string) => string> = {
  "a name twice": twice,
  "NUL in it": (text) => inValue(text, "\0"),
  "half of a character in it": (text) => inValue(text, "\ud800"),
  "only NUL": () => "\0",
  nothing: () => "",
};
/** What may be taken, if nothing comes of it. */
const INERT: Record<string, (text: string) => string> = {
  "a byte order mark": (text) => `\ufeff${text}`,
  "two byte order marks": (text) => `\ufeff\ufeff${text}`,
  "the name __proto__": (text) => withName(text, "__proto__"),
  "the name constructor": (text) => withName(text, "constructor"),
};

describe("an odd text", () => {
  const db = useDatabase();
  let cast: Cast;
  beforeEach(async () => {
    cast = await addCast(db());
  });

  const cases = Object.entries(DOORS).map(([name, door]) => ({ name, ...door }));

  it.each(cases)("S25 is $name with something wrong in it: as it is, it is taken", async ({ text, send }) => {
    await send(cast, text);
  });

  const outcomeOf = (sending: Promise<unknown>) =>
    sending.then(
      () => "taken",
      (error: unknown) => (error instanceof Invalid ? "refused" : error),
    );

  it.each(cases)("S25 is refused as $name: a name twice, NUL, half of a character, nothing", async ({ text, send }) => {
    for (const [what, change] of Object.entries(ODD)) {
      expect([what, await outcomeOf(send(cast, change(text)))]).toEqual([what, "refused"]);
    }
  });

  it.each(cases)(
    "S25 is refused or nothing comes of it, as $name: byte order marks, __proto__",
    async ({ text, send }) => {
      for (const [what, change] of Object.entries(INERT)) {
        const outcome = await outcomeOf(send(cast, change(text)));
        expect([what, outcome === "taken" || outcome === "refused"]).toEqual([what, true]);
        expect("polluted" in {}).toBe(false);
      }
    },
  );
});
