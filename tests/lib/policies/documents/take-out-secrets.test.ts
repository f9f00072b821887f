import { beforeEach, describe, expect, it, vi } from "vitest";
import { EXAMPLE_ID, KEY_ID } from "../../checks/credentials/fake-keys.ts";

const TEXT = `Resources: {}\n# ${KEY_ID}\n# again ${KEY_ID}\n# password: hunter22\n`;

beforeEach(() => {
  vi.resetModules();
  return () => vi.unstubAllEnvs();
});

/** What was taken out, in a deployment with this key. */
async function takenOut(key: string | undefined, text = TEXT, name = "t.yaml") {
  vi.stubEnv("SECRETS_KEY", key);
  const { takeOutSecrets } = await import("#lib/policies/documents/take-out-secrets.ts");
  const { secretsKey } = await import("#lib/policies/documents/secrets-key.ts");
  return takeOutSecrets(text, name, secretsKey());
}

const words = (taken: Awaited<ReturnType<typeof takenOut>>) => (taken.ok ? taken.secrets : []);

describe("what was removed from a document", () => {
  const [key, other] = ["the key of this deployment, 32 letters", "the key of another deployment, 32 letters"];

  it("shows by its fingerprint that two secrets are the same, under one key", async () => {
    const [first, second, password] = words(await takenOut(key));
    expect(first).toMatch(/^Line 2: an access key ID \(fingerprint [0-9a-f]{8}\)$/);
    expect(second).toBe(first?.replace("Line 2", "Line 3"));
    expect(password).toBe("Line 4: a password or another secret");
    vi.resetModules();
    expect(words(await takenOut(key))[0]).toBe(first);
    vi.resetModules();
    expect(words(await takenOut(other))[0]).not.toBe(first);
  });

  it("has a key of its process's own where none is given", async () => {
    const [first, second] = words(await takenOut(undefined));
    expect(second).toBe(first?.replace("Line 2", "Line 3"));
    vi.resetModules();
    expect(words(await takenOut(undefined))[0]).not.toBe(first);
  });

  it("leaves nothing of a key in what is stored", async () => {
    const taken = await takenOut(key);
    expect(taken).toMatchObject({
      ok: true,
      text: "Resources: {}\n# REDACTED-access-key-id\n# again REDACTED-access-key-id\n# password: REDACTED-secret\n",
    });
  });
});

describe("the name of a document", () => {
  it("S39 may hold no access key id, and what refuses it does not say it", async () => {
    const refused = await takenOut(undefined, "Resources: {}", `${KEY_ID}.yaml`);
    expect(refused).toMatchObject({ ok: false, message: expect.stringContaining("document name contains a secret") });
    expect(JSON.stringify(refused)).not.toContain(KEY_ID);
    expect(await takenOut(undefined, "Resources: {}", `${EXAMPLE_ID}.yaml`)).toMatchObject({ ok: true });
  });
});

describe("what is wrong with a document", () => {
  const policy = (statement: object) => JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  const broken = [
    policy({ Effect: "Allow", Action: KEY_ID, Resource: "*" }),
    policy({ Effect: KEY_ID, Action: "s3:GetObject", Resource: "*" }),
    policy({ Effect: "Allow", Action: "*", Resource: "*", Condition: { NumericEquals: { "x:db_token": "hunter22" } } }),
    `Resources:\n  A: "${KEY_ID}"\n  A: "${KEY_ID}"\n`,
    `Resources:\n  Password: hunter22 "${KEY_ID}\n  - ]: x`,
  ];

  it.each(broken)("is said without its secrets, at the same places: %#", async (text) => {
    const { problemsWithoutSecrets } = await import("#lib/policies/documents/take-out-secrets.ts");
    const { readDocument } = await import("#lib/policies/rules/read-document.ts");
    const read = readDocument("t.yaml", text);
    if (read.ok) throw new Error("The document can be read.");
    const said = problemsWithoutSecrets("t.yaml", text, read.problems);
    expect(said.map(({ line, column }) => [line, column])).toEqual(
      read.problems.map(({ line, column }) => [line, column]),
    );
    expect(said[0]?.message.length).toBeGreaterThan(10);
    expect(JSON.stringify(said)).not.toMatch(new RegExp(`${KEY_ID}|hunter22`));
  });

  it("stays as it is where no secret is quoted", async () => {
    const { problemsWithoutSecrets } = await import("#lib/policies/documents/take-out-secrets.ts");
    const problems = [{ path: ["policy"], message: "The policy is malformed." }];
    expect(problemsWithoutSecrets("t.yaml", "password: policy\n", problems)).toEqual(problems);
  });
});
