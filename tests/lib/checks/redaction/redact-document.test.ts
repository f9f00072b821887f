import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { redactDocument } from "#lib/checks/redaction/redact-document.ts";
import { resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { readTemplate } from "#lib/templates/read.ts";
import { ESCALATES } from "#tests/support/policies.ts";
import { EXAMPLE_ID, KEY_ID, keyIds, privateKey, SECRET, secretKeys, TOKENS } from "../credentials/fake-keys.ts";

const fingerprint = (secret: string) => createHash("sha256").update(`key ${secret}`).digest("hex").slice(0, 8);
const redact = (text: string) => redactDocument(text, "template.yaml", fingerprint);

function textOf(text: string): string {
  const redacted = redact(text);
  if (!redacted.ok) throw new Error(redacted.message);
  return redacted.text;
}

function template(lines: { environment?: string; parameters?: string; resource?: string }): string {
  return `${lines.parameters ?? ""}Resources:
  Function:
    Type: AWS::Lambda::Function
    Properties:
      Environment:
        Variables:
${lines.environment ?? "          STAGE: test\n"}
  Reader:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: reader
      Roles: [app]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Sid: Read
            Effect: Allow
            Action: s3:GetObject
            Resource: ${lines.resource ?? "arn:aws:s3:::reports/*"}
`;
}

const WITH_KEY = template({
  environment: `          AWS_ACCESS_KEY_ID: ${KEY_ID}\n          AWS_SECRET_ACCESS_KEY: "${SECRET}"\n`,
});

describe("taking secrets out of a document", () => {
  it("leaves a document without one as it is", () => {
    for (const text of [template({}), ESCALATES, template({ environment: `          ID: ${EXAMPLE_ID}\n` })]) {
      expect(redact(text)).toEqual({ ok: true, text, redactions: [] });
    }
  });

  it("puts a word that tells nothing in place of a key and its secret, and says where, with a fingerprint", () => {
    const redacted = redact(WITH_KEY);
    expect(redacted).toMatchObject({
      ok: true,
      redactions: [
        { line: 7, kind: "access-key-id", fingerprint: fingerprint(KEY_ID) },
        { line: 8, kind: "secret-access-key", fingerprint: fingerprint(SECRET) },
      ],
    });
    const text = textOf(WITH_KEY);
    expect(text).not.toContain(KEY_ID);
    expect(text).not.toContain(SECRET);
    expect(text).toContain("AWS_ACCESS_KEY_ID: REDACTED-access-key-id\n");
    expect(text).toContain('AWS_SECRET_ACCESS_KEY: "REDACTED-secret-access-key"\n');
    expect(readTemplate(text)).toMatchObject({ ok: true, format: "cloudformation" });
  });

  it.each(Object.entries(TOKENS))("S39 takes out a token of %s, with a fingerprint", (_, token) => {
    const text = template({ environment: `          VALUE: "${token}"\n` });
    expect(redact(text)).toMatchObject({
      ok: true,
      redactions: [{ line: 7, kind: "token", fingerprint: fingerprint(token) }],
    });
    expect(textOf(text)).toContain('VALUE: "REDACTED-token"\n');
  });

  it("S39 takes out a private key in a block, in a string and in a comment, and keeps every line at its number", () => {
    const block = `          CERTIFICATE: |\n            ${privateKey("", "\n            ")}\n`;
    const string = `          OTHER: "${privateKey("EC ", "\\n")}"\n          # ${privateKey("", "\n          # ")}\n`;
    const text = template({ environment: `${block}${string}` });
    const stored = textOf(text);
    expect(stored.match(/REDACTED-token/g)).toHaveLength(3);
    expect(stored).not.toContain("MIIE");
    expect(stored.split("\n")).toHaveLength(text.split("\n").length);
    expect(readTemplate(stored)).toMatchObject({ ok: true, policies: [{ logicalId: "Reader" }] });
  });

  it("S39 takes out the password of a link, without a fingerprint that could be tried", () => {
    const text = template({ environment: `          DATABASE: postgres://app:hunter22@db.example/orders\n` });
    expect(redact(text)).toMatchObject({ ok: true, redactions: [{ line: 7, kind: "secret", fingerprint: null }] });
    expect(textOf(text)).toContain("DATABASE: postgres://app:REDACTED-secret@db.example/orders\n");
  });

  it("S39 refuses a token that decides what a policy says", () => {
    const { ok } = redact(template({ resource: `arn:aws:s3:::reports/${TOKENS["GitHub, personal"]}/*` }));
    expect(ok).toBe(false);
  });

  it("is found again in what was stored: both block, each at its line", () => {
    const documents = [{ name: "template.yaml", sha256: "", text: textOf(WITH_KEY) }];
    const found = resultsByPlace(evaluateDocuments(documents, STANDARD_PROFILE.definition));
    expect(found.map(({ reason, blocking }) => [reason?.rule, reason?.span?.start.line, blocking])).toEqual([
      ["CRED-4", 7, true],
      ["CRED-5", 8, true],
    ]);
  });

  it("takes out passwords and the defaults of hidden parameters, without a fingerprint that could be tried", () => {
    const text = template({
      parameters: "Parameters:\n  Hidden:\n    Type: String\n    NoEcho: true\n    Default: correct horse\n",
      environment: '          DB_PASSWORD: "hunter2-hunter2"\n          # password: from-a-comment\n',
    });
    const redacted = redact(text);
    expect(redacted).toMatchObject({ ok: true, redactions: [{ line: 5 }, { line: 12 }, { line: 13 }] });
    if (redacted.ok) expect(redacted.redactions.every(({ fingerprint }) => fingerprint === null)).toBe(true);
    for (const secret of ["correct horse", "hunter2", "from-a-comment"]) expect(textOf(text)).not.toContain(secret);
  });

  it("takes out a value that is written in several lines", () => {
    const text = template({
      environment: "          PRIVATE_KEY: |\n            first-line\n            second-line\n",
    });
    const stored = textOf(text);
    expect(stored).not.toContain("second-line");
    expect(readTemplate(stored)).toMatchObject({ ok: true, policies: [{ logicalId: "Reader" }] });
  });

  it("keeps every line at its number", () => {
    const text = template({
      environment: [
        "          PRIVATE_KEY: |",
        "            first-line",
        "            second-line",
        `          # ${KEY_ID}`,
        '          DB_PASSWORD: "hunter2',
        '            hunter3"',
        `          ID: ${KEY_ID}`,
        "",
      ].join("\n"),
    });
    const stored = textOf(text);
    expect(stored.split("\n")).toHaveLength(text.split("\n").length);
    expect(stored.split("\n")[9]).toContain("# REDACTED-access-key-id");
    expect(stored).not.toMatch(/hunter|second-line/);
    const redacted = redact(text);
    expect(redacted.ok && redacted.redactions.map(({ line }) => line)).toEqual([7, 10, 11, 13]);
  });

  it("leaves what only points to a secret, on whatever lines it stands", () => {
    const text = template({
      environment: [
        "          DB_PASSWORD:",
        "            Ref: Later",
        "          DB_TOKEN: !Ref Later",
        "          DB_SECRET: '{{resolve:secretsmanager:db}}'",
        "          API_KEY: short",
        "",
      ].join("\n"),
    });
    expect(textOf(text)).toBe(text.replace("API_KEY: short", "API_KEY: REDACTED-secret"));
  });

  it("takes out what is a number, a list, a pair of name and value, or a word in a text of JSON", () => {
    const plan = {
      planned_values: {},
      resource_changes: [],
      variables: { db_password: { value: 12345678 } },
      after: {
        db_token: ["first-token", "second-token"],
        environment: [{ name: "DB_SECRET", value: "third-token" }],
        task: JSON.stringify({ password: "fourth-token", other: "stays" }),
      },
      configuration: {
        provider_config: { aws: { name: "aws", expressions: { secret_key: { constant_value: "fifth-token" } } } },
      },
    };
    const stored = textOf(JSON.stringify(plan));
    expect(stored).not.toMatch(/12345678|-token"/);
    expect(JSON.parse(stored)).toMatchObject({
      variables: { db_password: { value: "REDACTED-secret" } },
      after: {
        db_token: ["REDACTED-secret", "REDACTED-secret"],
        task: JSON.stringify({ password: "REDACTED-secret", other: "stays" }),
      },
    });
  });

  it("tells a key from the name under which it stands", () => {
    const stored = textOf(template({ environment: `          DB_PASSWORD: "see ${KEY_ID}"\n` }));
    expect(stored).toContain('DB_PASSWORD: "REDACTED-access-key-id"');
    const documents = [{ name: "template.yaml", sha256: "", text: stored }];
    const found = resultsByPlace(evaluateDocuments(documents, STANDARD_PROFILE.definition));
    expect(found.filter(({ blocking }) => blocking).map(({ reason }) => reason?.rule)).toEqual(["CRED-4"]);
  });

  it("takes out a comment inside of a policy, which decides nothing", () => {
    const text = template({ resource: "arn:aws:s3:::reports/* # password: hunter22" });
    expect(textOf(text)).toContain("# password: REDACTED-secret");
  });

  it("knows the words of documents that were stored before, and changes nothing of them", () => {
    const old = template({ environment: "          ID: REDACTED-access-key-id-1a2b3c4d\n" });
    expect(redact(old)).toEqual({ ok: true, text: old, redactions: [] });
    const now = template({ environment: "          ID: REDACTED-access-key-id\n" });
    const names = [old, now].map((text) => {
      const documents = [{ name: "template.yaml", sha256: "", text }];
      const hash = (content: string) => createHash("sha256").update(content).digest("hex");
      const found = resultsByPlace(evaluateDocuments(documents, STANDARD_PROFILE.definition, { hash }));
      return found.map(({ fingerprint }) => fingerprint);
    });
    expect(names[0]).toHaveLength(1);
    expect(names[0]).toEqual(names[1]);
  });

  it("refuses a document whose policy says something else without the secret, and names the line", () => {
    const inPolicy = template({ resource: `arn:aws:s3:::${KEY_ID}/*` });
    expect(redact(inPolicy)).toMatchObject({ ok: false, line: 20 });
    const hidden = template({
      parameters: "Parameters:\n  Hidden:\n    Type: String\n    NoEcho: true\n    Default: arn:x\n".replace(
        "arn:x",
        "payroll",
      ),
      resource: '!Join ["", ["arn:aws:s3:::", !Ref Hidden, "/*"]]',
    });
    expect(redact(hidden)).toMatchObject({ ok: false, line: 5 });
  });

  it("does not take a word of a policy for a secret", () => {
    const policy = JSON.stringify(
      {
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "s3:GetObject",
            Resource: "arn:aws:s3:::reports/*",
            Condition: {
              StringEquals: { "aws:ResourceTag/api_key": "reporting", "aws:PrincipalTag/token": "reports" },
            },
          },
        ],
      },
      null,
      2,
    );
    expect(redact(policy)).toEqual({ ok: true, text: policy, redactions: [] });
  });

  it("S39 shows no key whatever stands around it, keeps every policy, and changes nothing more the second time", () => {
    const words = fc.string({ unit: fc.constantFrom(..."abcXYZ 019-_.:/"), maxLength: 30 });
    fc.assert(
      fc.property(words, keyIds, secretKeys, (word, keyId, secret) => {
        const text = template({
          environment: `          A: '${word} ${keyId}'\n          # ${word} ${secret} ${keyId}\n          B: '${secret}'\n`,
        });
        const stored = textOf(text);
        expect(stored).not.toContain(keyId);
        expect(stored).not.toContain(secret);
        const policies = (one: string) => {
          const reading = readTemplate(one);
          return reading.ok ? reading.policies.map((policy) => policy.text) : null;
        };
        expect(policies(stored)).toEqual(policies(text));
        expect(redact(stored)).toEqual({ ok: true, text: stored, redactions: [] });
      }),
    );
  });
});
