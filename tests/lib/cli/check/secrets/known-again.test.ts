import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { takeOutSecrets } from "#lib/policies/documents/take-out-secrets.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { evaluateRead, policyTexts, readSubmitted } from "#lib/policies/rules/evaluate-documents.ts";
import { profileJson } from "#lib/policies/rules/profile-json.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { EXAMPLE_ID, KEY_ID, SECRET } from "../../../checks/credentials/fake-keys.ts";
import { roleTemplate, workspace } from "../workspace.ts";
import {
  ID_PLACES,
  ids,
  KEY_PLACES,
  keys,
  LABEL_PLACES,
  PASSWORD_PLACES,
  passwords,
  plantedAt,
  template,
  words,
} from "./places.ts";

const place = workspace();
const OTHER_ID = KEY_ID.replace(/.$/, "7");
const DEFINITION = { ...STANDARD_PROFILE.definition, account: "444455556666" };

async function idsOf(text: string, ...args: string[]) {
  place.write({ "t.yaml": text });
  return (await place.check("t.yaml", ...args)).findings.map(({ rule, id, fingerprint }) => ({
    rule,
    id,
    fingerprint,
  }));
}

describe("the printed fingerprint of a secret", () => {
  const shown = async () => {
    const report = await place.check("a.yaml", "b.yaml");
    return report.findings.flatMap(({ excerpt }) => excerpt?.lines ?? []);
  };

  it("shows that two are the same in one run, and is another one in the next", async () => {
    place.write({ "a.yaml": `# ${KEY_ID}\nResources: {}\n`, "b.yaml": `# ${KEY_ID}\n# ${OTHER_ID}\nResources: {}\n` });
    const [one, two, other] = await shown();
    expect(one).toMatch(/^# \[redacted [0-9a-f]{8}\]$/);
    expect(two).toBe(one);
    expect(other).not.toBe(one);
    expect((await shown())[0]).not.toBe(one);
  });

  it("stands for no example", async () => {
    place.write({ "a.yaml": `Resources: {}\n# ${EXAMPLE_ID}`, "b.yaml": "Resources: {}" });
    expect(await shown()).toEqual([]);
  });
});

describe("what is known again", () => {
  const planted = fc.oneof(
    plantedAt(passwords, PASSWORD_PLACES),
    plantedAt(words, LABEL_PLACES),
    plantedAt(ids, ID_PLACES),
    plantedAt(keys, KEY_PLACES),
  );

  it("has the same name from run to run, wherever a secret stands", async () => {
    await fc.assert(
      fc.asyncProperty(planted, async ({ at }) => {
        const text = template(at);
        expect(await idsOf(text)).toEqual(await idsOf(text));
      }),
      { numRuns: 40 },
    );
  });

  it("has a name that tells nothing of a key: another key in its place has the same", async () => {
    const places = fc.constantFrom(...Object.values(ID_PLACES));
    await fc.assert(
      fc.asyncProperty(places, ids, ids, async (at, one, other) => {
        const names = async (id: string) => (await idsOf(template(at(id)))).map(({ fingerprint }) => fingerprint);
        const rules = [await names(one.value), await names(other.value)];
        expect(rules[0]).toEqual(rules[1]);
      }),
      { numRuns: 40 },
    );
  });

  it("stays what it is when lines move, and is another one under another name", async () => {
    const text = `Resources:\n  A:\n    Type: X\n    Properties:\n      ID: ${KEY_ID}\n`;
    const [first] = await idsOf(text);
    expect(await idsOf(`# first\n\n${text}`)).toEqual([first]);
    expect(await idsOf(text.replace(KEY_ID, `  "${KEY_ID}"`))).toEqual([first]);
    expect(await idsOf(text.replace("ID:", "KEY:"))).not.toEqual([first]);
    expect(await idsOf(text.replace("  A:", "  B:"))).not.toEqual([first]);
    const [comment] = await idsOf(`# ${KEY_ID} of the build\nResources: {}\n`);
    expect(await idsOf(`Resources: {}\n# ${OTHER_ID} of the build\n`)).toEqual([comment]);
    expect(await idsOf(`# ${KEY_ID} of the server\nResources: {}\n`)).not.toEqual([comment]);
  });

  it("is accepted by a baseline, and two keys need two entries", async () => {
    const text = (...keys: string[]) => `Resources: {}\n${keys.map((key) => `# ${key}\n`).join("")}`;
    place.write({ "t.yaml": text(KEY_ID) });
    await place.text("t.yaml", "--write", "json=baseline.json");
    expect((await place.check("t.yaml", "--baseline", "baseline.json")).exitCode).toBe(0);
    place.write({ "t.yaml": text(KEY_ID, OTHER_ID) });
    expect((await place.check("t.yaml", "--baseline", "baseline.json")).counts).toMatchObject({
      blocking: 1,
      accepted: 1,
    });
  });

  it("cannot be accepted where a hidden value decides: another value would pass unseen", async () => {
    const at = (value: string) => ({
      parameters: `  Hidden:\n    Type: String\n    NoEcho: true\n    Default: ${value}`,
      resource: `!Sub "arn:aws:iam::111122223333:user/\${Hidden}"`,
    });
    const tag = (value: string) => ({ condition: `{StringLike: {"aws:RequestTag/db_password": "${value}"}}` });
    for (const [before, after] of [
      [at("team-a"), at("team-b")],
      [at("team-a"), at("'team-*'")],
      [tag("one-value"), tag("*******")],
    ] as const) {
      place.write({ "t.yaml": template(before) });
      await place.text("t.yaml", "--write", "json=baseline.json");
      place.write({ "t.yaml": template(after) });
      const { findings } = await place.check("t.yaml", "--baseline", "baseline.json", "--ignore", "CRED-8");
      const granted = findings.filter(({ rule }) => rule === "CRED-8" || rule === "MALFORMED_POLICY");
      expect(granted.map(({ accepted }) => accepted)).toEqual([null]);
    }
  });

  it("is the same in the product, for a document from which its secrets were taken", async () => {
    const outside = fc.oneof(
      plantedAt(ids, {
        comment: (value) => ({ comment: value }),
        variable: (value) => ({ variables: `          ID: ${value}` }),
      }),
      plantedAt(keys, { variable: (value) => ({ variables: `          AWS_SECRET_ACCESS_KEY: ${value}` }) }),
      plantedAt(passwords, PASSWORD_PLACES),
      plantedAt(words, LABEL_PLACES),
    );
    place.write({ "profile.json": profileJson("Standard", DEFINITION) });
    let same = 0;
    await fc.assert(
      fc.asyncProperty(fc.tuple(outside, outside), async (planted) => {
        const text = template(Object.assign({}, ...planted.map(({ at }) => at)));
        const taken = takeOutSecrets(text, "t.yaml", "a key of the test");
        if (!taken.ok) return;
        const product = await inProduct(taken.text);
        const command = (await idsOf(text, "--profile", "profile.json")).map(({ fingerprint }) => fingerprint);
        expect(command).toHaveLength(product.length);
        expect(command).toEqual(expect.arrayContaining(product.filter((one) => one !== null)));
        same += 1;
      }),
      { numRuns: 60 },
    );
    expect(same).toBeGreaterThan(20);
  });

  /** The fingerprints that the product stores; null is what nobody can accept. */
  async function inProduct(text: string): Promise<(string | null)[]> {
    const hash = (content: string) => createHash("sha256").update(content).digest("hex");
    const read = readSubmitted([{ name: "t.yaml", sha256: "", text }], DEFINITION);
    const results = evaluateRead(read, DEFINITION, { facts: await serviceFacts(policyTexts(read)), hash });
    return resultsByPlace(results).map(({ fingerprint }) => fingerprint);
  }
});

describe("an accepted statement", () => {
  it("is not another one whose user is named like another key", async () => {
    const creates = (user: string) => [
      "Effect: Allow",
      "Action: iam:CreateUser",
      `Resource: "arn:aws:iam::111122223333:user/${user}"`,
    ];
    const of = async (...args: string[]) => {
      const { findings } = await place.check("t.yaml", "--sensitive-actions", "actions.json", ...args);
      return findings.filter(({ rule }) => rule === "SENSITIVE_ACCESS").map(({ accepted }) => accepted);
    };
    place.write({ "t.yaml": roleTemplate(creates(KEY_ID)), "actions.json": ["iam:CreateUser"] });
    await place.text("t.yaml", "--sensitive-actions", "actions.json", "--write", "json=baseline.json");
    expect(await of("--baseline", "baseline.json")).toEqual([null]);
    place.write({ "t.yaml": roleTemplate(creates(OTHER_ID)) });
    expect(await of("--baseline", "baseline.json")).toEqual([null]);
  });
});

describe("a secret of a key", () => {
  it("is told from its id, each under its rule", async () => {
    const rules = (await idsOf(template({ comment: `${KEY_ID} ${SECRET}` }))).map(({ rule }) => rule);
    expect(rules.filter((rule) => /CRED-[45]/.test(rule))).toEqual(["CRED-4", "CRED-5"]);
  });
});
