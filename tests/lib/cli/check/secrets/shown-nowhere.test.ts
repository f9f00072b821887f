import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FORMATS } from "#lib/cli/check/input/arguments.ts";
import { workspace } from "../workspace.ts";
import {
  atEveryPlace,
  ID_PLACES,
  ids,
  KEY_PLACES,
  keys,
  LABEL_PLACES,
  PASSWORD_PLACES,
  passwords,
  plantedAt,
  template,
  tokens,
  words,
} from "./places.ts";

const place = workspace();
const ACTIONS = ["s3:GetObject", "iam:CreateUser"];
const WRITTEN = FORMATS.filter((format) => format !== "text");

/** What a call says, in every format there is. */
async function said(...args: string[]): Promise<string> {
  const { text } = await place.text(...args, ...WRITTEN.flatMap((format) => ["--write", `${format}=said.${format}`]));
  const others = WRITTEN.map((format) => readFileSync(path.join(place.folder, `said.${format}`), "utf8"));
  return [text, ...others].join("\n");
}

async function shown(files: Record<string, string | object>, ...args: string[]): Promise<string> {
  place.write({ ...files, "listed/actions.txt": JSON.stringify(ACTIONS) });
  return said(...Object.keys(files), "--sensitive-actions", "listed/actions.txt", ...args);
}

const leaks = (text: string, parts: readonly string[]) => parts.filter((part) => text.includes(part));

describe("what no format of the report shows", () => {
  it.each([
    ["a password", passwords, PASSWORD_PLACES],
    ["a word behind a label", words, LABEL_PLACES],
    ["the id of a key", ids, ID_PLACES],
    ["a token", tokens, ID_PLACES],
    ["the secret of a key", keys, KEY_PLACES],
  ])("%s, wherever it stands in a template", async (_, secrets, places) => {
    await atEveryPlace(secrets, places, async ({ parts, at }) => {
      expect(leaks(await shown({ "t.yaml": template(at) }), parts)).toEqual([]);
    });
  });

  it("S39 several secrets of one template, wherever they stand, in no format of a report", async () => {
    const several = fc.tuple(
      plantedAt(passwords, PASSWORD_PLACES),
      plantedAt(ids, ID_PLACES),
      plantedAt(words, LABEL_PLACES),
    );
    await fc.assert(
      fc.asyncProperty(several, async (planted) => {
        const at = Object.assign({}, ...planted.map((one) => one.at));
        const text = template(at);
        const parts = planted.flatMap(({ parts }) => parts).filter((part) => text.includes(part));
        expect(leaks(await shown({ "t.yaml": text }), parts)).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("a secret of a plan, in its policies as texts too", async () => {
    const policy = (condition: object, name = "reports") =>
      JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::${name}/*`, Condition: condition },
        ],
      });
    const plan = (after: object, more: object = {}) => ({
      planned_values: {},
      resource_changes: [
        {
          address: "aws_iam_policy.p",
          mode: "managed",
          type: "aws_iam_policy",
          name: "p",
          change: { actions: ["create"], before: null, after, after_unknown: {} },
        },
      ],
      ...more,
    });
    const tag = (value: string) => ({ StringEquals: { "aws:RequestTag/db_password": value } });
    const provider = (value: string) => ({
      configuration: {
        provider_config: { aws: { name: "aws", expressions: { secret_key: { constant_value: value } } } },
      },
    });
    const plans: ((value: string, id: string) => object)[] = [
      (value) => plan({ name: "p", policy: policy(tag(value)) }),
      (value, id) => plan({ name: id, policy: policy(tag(value), id) }),
      (value) => plan({ name: "p", policy: policy({}), master_password: value }),
      (value) => plan({ name: "p", policy: policy({}) }, { variables: { db_password: { value } } }),
      (value) => plan({ name: "p", policy: policy({}) }, provider(value)),
      (value) => plan({ name: "p", policy: "{ broken", db_secret: value }),
    ];
    await fc.assert(
      fc.asyncProperty(passwords, ids, fc.constantFrom(...plans), async (secret, id, make) => {
        const text = await shown({ "plan.json": make(secret.value, id.value) });
        expect(leaks(text, [...secret.parts, ...id.parts])).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("a secret of a pipeline, of Terraform's own language and of another program's file", async () => {
    const files: Record<string, (secret: string, id: string) => string> = {
      ".github/workflows/deploy.yml": (secret, id) =>
        `jobs:\n  a:\n    env:\n      AWS_ACCESS_KEY_ID: ${id}\n      DB_PASSWORD: "${secret}"\n      AWS_SECRET_ACCESS_KEY: ${secret}\n`,
      "main.tf": (secret, id) => `provider "aws" {\n  access_key = "${id}"\n  secret_key = "${secret}"\n}\n`,
      "values.yaml": (secret, id) => `database:\n  password: ${secret}\n  key: ${id}\n`,
      "notes.json": (secret, id) => `{"note": "${id}", "api_key": "${secret}"}`,
    };
    await fc.assert(
      fc.asyncProperty(words, ids, fc.constantFrom(...Object.keys(files)), async (secret, id, name) => {
        const text = await shown({ [name]: files[name]?.(secret.value, id.value) ?? "" });
        expect(leaks(text, [...secret.parts, ...id.parts])).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it("S39 a secret of a file whose grammar is broken, at the place where it breaks, in no format of a report", async () => {
    const broken: Record<string, (value: string) => string> = {
      "open.yaml": (value) => `Resources:\n  A:\n    Password: "${value}\n`,
      "twice.yaml": (value) => `Resources:\n  A:\n    Password: ${value}\n    Password: ${value}\n`,
      "word.yaml": (value) => `Resources:\n  Password: ${value}: x: y\n  - z\n`,
      "below.yaml": (value) => `Resources:\n  Password:\n    ${value}\n   - ]\n`,
      "tag.yaml": (value) => `Resources:\n  Password: &x ${value}\n`,
      "open.json": (value) => `{"Resources": {"A": {"Password": "${value}`,
      "rest.json": (value) => `{"Resources": {"A": {"Password": "x"${value}"}}}`,
      "comma.json": (value) => `{"Resources": {"A": {"DB_PASSWORD": "${value}" "x"}}}`,
      "escape.json": (value) => `{"Resources": {"password": "\\q${value}"}}`,
    };
    const names = fc.constantFrom(...Object.keys(broken));
    const spaced = fc
      .tuple(words, words)
      .map(([a, b]) => ({ parts: [...a.parts, ...b.parts], value: `${a.value} ${b.value}` }));
    await fc.assert(
      fc.asyncProperty(spaced, names, async ({ parts, value }, name) => {
        const text = await shown({ [name]: broken[name]?.(value) ?? "" });
        expect(leaks(text, parts)).toEqual([]);
      }),
      { numRuns: 16 },
    );
  });

  it("a secret of the version before, which is gone", async () => {
    const planted = fc.oneof(plantedAt(passwords, PASSWORD_PLACES), plantedAt(ids, ID_PLACES));
    const breaking = fc.constantFrom("", "\nx: [", "\nx: y\nx: y");
    await fc.assert(
      fc.asyncProperty(planted, breaking, async ({ parts, at }, breaks) => {
        place.write({ "old.yaml": `${template(at)}${breaks}` });
        const now = template({ action: '["iam:CreateUser", "s3:GetObject"]' });
        const text = await shown({ "t.yaml": now }, "--against", "old.yaml");
        expect(leaks(text, parts)).toEqual([]);
      }),
      { numRuns: 16 },
    );
  });

  it("a value of a hidden parameter that the call gives", async () => {
    const parameters = "  Hidden: {Type: String, NoEcho: true}\n  DbPassword: {Type: String}";
    const at = { parameters, resource: `!Sub "arn:aws:s3:::\${Hidden}/\${DbPassword}/*"` };
    await fc.assert(
      fc.asyncProperty(passwords, passwords, async (one, other) => {
        place.write({ "values.txt": JSON.stringify({ Hidden: one.value, DbPassword: other.value }) });
        const text = await shown({ "t.yaml": template(at) }, "--parameters", "values.txt");
        expect(leaks(text, [...one.parts, ...other.parts])).toEqual([]);
      }),
      { numRuns: 20 },
    );
  });

  it("the id of a key in the name of a file or folder, or in a path that leads nowhere", async () => {
    await fc.assert(
      fc.asyncProperty(ids, async ({ value }) => {
        const name = `${value}_accessKeys/${value}.yaml`;
        expect(await shown({ [name]: template({}) })).not.toContain(value);
        expect(await said(`${value}.json`)).not.toContain(value);
      }),
      { numRuns: 8 },
    );
  });

  it("the id of a key in a file of the call that cannot be used", async () => {
    await fc.assert(
      fc.asyncProperty(ids, async ({ value }) => {
        const reference = { Version: "2012-10-17", Statement: [{ Effect: value, Action: value, Resource: "*" }] };
        place.write({ "t.yaml": template({}), "reference.json": reference });
        const refused = await place
          .text("t.yaml", "--reference", "reference.json")
          .catch((error: Error) => error.message);
        expect(refused).toContain("reference.json");
        expect(refused).not.toContain(value);
      }),
      { numRuns: 10 },
    );
  });
});
