import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { READ_ORDERS, roleTemplate, workspace } from "../check/workspace.ts";
import { assistant } from "./assistant.ts";

const place = workspace();
const OUTSIDE_NAME = "OutsideRole";
const TEMPLATE = roleTemplate(READ_ORDERS);

/** Texts that are documents, nearly so, or none. */
const text = fc.oneof(
  { arbitrary: fc.constant(TEMPLATE), weight: 2 },
  fc.constantFrom("", "{}", "[", "a: *b", '{"Version":"2012-10-17","Statement":[]}', '{"__proto__":{}}'),
  fc.string({ maxLength: 40, unit: "binary" }),
  fc.nat(TEMPLATE.length).map((at) => TEMPLATE.slice(0, at)),
);
const word = fc.oneof(
  fc.constantFrom("role.yaml", "__proto__", "constructor", "--help", "\u202e", "AppRole", "*", "HEAD"),
  fc.string({ minLength: 1, maxLength: 8, unit: "binary" }),
);
const at = fc.oneof(
  { arbitrary: fc.constantFrom("role.yaml", "sub/role.yaml", "./sub/../role.yaml"), weight: 3 },
  fc.constantFrom(".", "sub", "/", "~", "/etc/passwd", "-", "HEAD"),
  fc
    .array(fc.constantFrom("..", "link", "up", ".git", "role.yaml", "sub", ".", ""), { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join("/") || "."),
  word,
);
const account = fc.constantFrom("111122223333", "999988887777");
const principal = fc.oneof(
  account.map((id) => ({ AWS: `arn:aws:iam::${id}:user/a` })),
  word.map((Service) => ({ Service })),
  word.map((AWS) => ({ AWS })),
  fc.constant("anonymous"),
);

/** Fields of a call: those that it has to have, and now and then one that it may have. */
function fields(needed: Record<string, fc.Arbitrary<unknown>>, optional: Record<string, fc.Arbitrary<unknown>>) {
  const more = Object.entries(optional).map(([name, given]) => given.map((one) => ({ [name]: one })));
  return fc.tuple(fc.record(needed), fc.oneof(fc.constant({}), ...more)).map(([all, one]) => ({ ...all, ...one }));
}

const value = fc.jsonValue({ maxDepth: 2 });
const checked = {
  profile: fc.oneof(
    at,
    fc.constant({ sensitiveActions: ["iam:PassRole"] }),
    fc.dictionary(word, value, { maxKeys: 2 }),
  ),
  parameters: at,
  account,
  trusted_principals: fc.array(account, { maxLength: 2 }),
  max_findings: fc.integer({ min: 1, max: 200 }),
};
const context = fc.dictionary(
  fc.constantFrom("aws:SourceIp", "aws:username", "__proto__", "a"),
  fc.constantFrom<unknown>("x", ["x", "y"], null, []),
);
const request = fields(
  { action: fc.constantFrom("dynamodb:GetItem", "sts:AssumeRole", "kms:Decrypt"), resource: word },
  { principal, resource_account: account, context, other_keys: fc.constantFrom("unknown", "absent") },
);
const type = fc.oneof(
  { arbitrary: fc.constant("identity"), weight: 3 },
  fc.constantFrom("resource", "permissions_boundary", "session", "service_control", "resource_control"),
);
const resources = fc.array(fc.constantFrom("AppRole", "__proto__"), { minLength: 1, maxLength: 2 });
const policy = fc.oneof(fields({ type, path: at }, { resources }), fields({ type, text }, { name: word, resources }));

const CALLS: Record<string, fc.Arbitrary<Record<string, unknown>>> = {
  check_document: fields({ text }, { name: word, ...checked }),
  check_path: fields(
    { paths: fc.array(at, { minLength: 1, maxLength: 2 }) },
    { exclude: fc.array(word, { maxLength: 2 }), against: fc.oneof(fc.constant("HEAD"), word), ...checked },
  ),
  compare_versions: fields(
    {
      before: fc.oneof(
        fields({ text }, {}),
        fields({ path: at }, {}),
        fields({ ref: fc.oneof(fc.constant("HEAD"), word) }, {}),
      ),
      after: fc.oneof(fields({ text }, { name: word }), fields({ path: at }, {})),
    },
    checked,
  ),
  explain_request: fields({ policies: fc.array(policy, { minLength: 1, maxLength: 2 }), request }, {}),
  explain_rule: fields({}, { rule: fc.oneof(word, fc.constant("CRED-1")) }),
};

/** A call as it should be, or with something else in one of its places. */
const spoilt = (right: fc.Arbitrary<Record<string, unknown>>) =>
  fc.oneof(
    { arbitrary: right, weight: 4 },
    {
      arbitrary: fc.tuple(right, fc.nat(9), value).map(([given, at, wrong]) => {
        const names = [...Object.keys(given), "other"];
        return { ...given, [names[at % names.length] ?? ""]: wrong };
      }),
      weight: 1,
    },
  );

describe("whatever a tool is asked", () => {
  it.each(Object.entries(CALLS))("S51 is answered or refused, without a word from outside: %s", async (name, right) => {
    const outside = mkdtempSync(path.join(tmpdir(), "guardians-outside-"));
    const hidden = TEMPLATE.replace("AppRole", OUTSIDE_NAME);
    writeFileSync(path.join(outside, "role.yaml"), hidden);
    mkdirSync(path.join(place.folder, "in"));
    symlinkSync(outside, path.join(place.folder, "in/link"));
    symlinkSync("..", path.join(place.folder, "in/up"));
    const git = (...args: string[]) => execFileSync("git", args, { cwd: path.join(place.folder, "in") });
    git("init", "-q");
    git("-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "-qm", "one", "--allow-empty");
    place.write({
      "in/role.yaml": TEMPLATE,
      "in/sub/role.yaml": TEMPLATE,
      "in/.git/role.yaml": hidden,
      "role.yaml": hidden,
    });
    const { call, log } = await assistant(path.join(place.folder, "in"));
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(spoilt(right), async (input) => {
        const result = await call(name, input);
        if (!result.isError) answered += 1;
        expect(result.isError === true || result.structuredContent !== undefined).toBe(true);
        expect(JSON.stringify(result)).not.toContain(OUTSIDE_NAME);
        expect(log).toEqual([]);
      }),
      { numRuns: 100 },
    );
    rmSync(outside, { recursive: true });
    expect(answered).toBeGreaterThan(0);
  });
});
