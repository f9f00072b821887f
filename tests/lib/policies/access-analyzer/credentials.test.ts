import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { ServerResponse } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openAccessAnalyzer } from "#lib/policies/analyzer/access-analyzer.ts";
import { CANARY, json, LONG_TERM, TEMPORARY, useServer, withoutAws } from "#tests/support/aws.ts";

const ROLE = "arn:aws:iam::111122223333:role/guardians";
const OWN = `aws_access_key_id = ${LONG_TERM.AccessKeyId}\naws_secret_access_key = ${LONG_TERM.SecretAccessKey}`;
const SHORT = `aws_access_key_id = ${TEMPORARY.AccessKeyId}\naws_secret_access_key = ${TEMPORARY.SecretAccessKey}\naws_session_token = ${TEMPORARY.SessionToken}`;
const EXPIRES = new Date(TEMPORARY.Expiration);
const CHECK = {
  operation: "CheckNoPublicAccess",
  input: { policyDocument: "{}", resourceType: "AWS::S3::Bucket" },
} as const;

/** What STS answers when someone assumes a role, by itself or with a token. */
function assumed(response: ServerResponse, action: string): void {
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = TEMPORARY;
  const credentials = Object.entries({ AccessKeyId, SecretAccessKey, SessionToken, Expiration })
    .map(([name, value]) => `<${name}>${value}</${name}>`)
    .join("");
  response.writeHead(200, { "content-type": "text/xml" });
  response.end(
    `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><${action}Result><Credentials>${credentials}</Credentials>
     <AssumedRoleUser><Arn>arn:aws:sts::111122223333:assumed-role/guardians/s</Arn><AssumedRoleId>AROA:s</AssumedRoleId></AssumedRoleUser>
     </${action}Result></${action}Response>`,
  );
}

describe("the credentials", () => {
  let folder = "";
  let brokenSts = false;
  const server = useServer((request, response, body) => {
    const action = new URLSearchParams(body).get("Action") ?? "";
    const { SessionToken: Token, ...rest } = TEMPORARY;
    if (brokenSts && action) return void json(response, 500, { canary: TEMPORARY.SecretAccessKey });
    if (action.startsWith("AssumeRole")) return assumed(response, action);
    if (request.url === "/hangs") return;
    if (request.url === "/container") return void json(response, 200, { ...rest, Token });
    if (request.url === "/long-term-container")
      return void json(response, 200, { ...LONG_TERM, Token: "t", Expiration: TEMPORARY.Expiration });
    if (request.url === "/latest/api/token") return void response.end("token of the metadata service");
    if (request.url === "/latest/meta-data/iam/security-credentials/") return void response.end("guardians");
    if (request.url?.startsWith("/latest/meta-data/"))
      return void json(response, 200, { ...rest, Token, Code: "Success" });
    if (request.url?.startsWith("/federation/credentials")) {
      const roleCredentials = {
        accessKeyId: rest.AccessKeyId,
        secretAccessKey: rest.SecretAccessKey,
        sessionToken: Token,
        expiration: EXPIRES.getTime(),
      };
      return void json(response, 200, { roleCredentials });
    }
    if (request.url?.startsWith("/policy/")) return void json(response, 200, { result: "PASS", message: "" });
    return void response.writeHead(404).end();
  });

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "guardians-aws-"));
    brokenSts = false;
    withoutAws(folder);
    vi.stubEnv("AWS_ENDPOINT_URL_STS", server.url());
    vi.stubEnv("AWS_ENDPOINT_URL_SSO", server.url());
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  const file = (name: string, text: string) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const environment = (variables: Record<string, string>) => {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  };
  const keys = ({ AccessKeyId, SecretAccessKey, SessionToken }: Partial<typeof TEMPORARY>) => {
    environment({ AWS_ACCESS_KEY_ID: AccessKeyId ?? "", AWS_SECRET_ACCESS_KEY: SecretAccessKey ?? "" });
    if (SessionToken) environment({ AWS_SESSION_TOKEN: SessionToken });
  };

  /** What is said of the credentials, and whether AWS was asked with them. Neither says a secret. */
  async function used(allowLongTermKey = false, timeoutMs = 60_000) {
    const settings = { region: "eu-west-1", endpoint: server.url(), allowLongTermKey, timeoutMs };
    const analyzer = openAccessAnalyzer(settings);
    const facts = await analyzer.credentials();
    const check = await analyzer.check(CHECK);
    analyzer.close();
    const asked = server.requests.some((request) => request.includes("/policy/"));
    expect(JSON.stringify([facts, check])).not.toMatch(CANARY);
    expect(JSON.stringify([facts, check])).not.toContain(TEMPORARY.AccessKeyId);
    expect(JSON.stringify([facts, check])).not.toContain(LONG_TERM.AccessKeyId);
    return { facts: facts.outcome === "answered" ? facts.value : facts, check, asked };
  }

  const accepted = { longTerm: false, use: "accepted", warning: null, keyId: "ASIA…YKEY", chainedFrom: null };

  describe("S38 temporary ones are used, whatever they come from", () => {
    it("the environment", async () => {
      keys(TEMPORARY);
      const { facts, check, asked } = await used();
      expect(facts).toEqual({ ...accepted, source: "environment", expiresAt: null });
      expect(check).toMatchObject({ outcome: "answered", value: { verdict: "PASS" } });
      expect(asked).toBe(true);
    });

    it("the shared credentials file", async () => {
      file("credentials", `[default]\n${SHORT}\n`);
      expect(await used()).toMatchObject({ facts: { ...accepted, source: "profile" }, asked: true });
    });

    it("a profile that the environment names", async () => {
      file("config", `[profile guardians]\n${SHORT}\n`);
      environment({ AWS_PROFILE: "guardians" });
      expect(await used()).toMatchObject({ facts: { ...accepted, source: "profile" }, asked: true });
    });

    it("a role that is assumed from temporary credentials", async () => {
      file("config", `[default]\nrole_arn = ${ROLE}\nsource_profile = base\n[profile base]\n${SHORT}\n`);
      expect(await used()).toMatchObject({ facts: { ...accepted, source: "role", expiresAt: EXPIRES }, asked: true });
    });

    it("a role that is assumed from what the container gives", async () => {
      file("config", `[default]\nrole_arn = ${ROLE}\ncredential_source = EcsContainer\n`);
      environment({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url()}/container` });
      expect(await used()).toMatchObject({ facts: { ...accepted, source: "role" }, asked: true });
    });

    it("a web identity token", async () => {
      environment({ AWS_ROLE_ARN: ROLE, AWS_WEB_IDENTITY_TOKEN_FILE: file("token", "canary-of-a-token") });
      expect(await used()).toMatchObject({
        facts: { ...accepted, source: "web_identity", expiresAt: EXPIRES },
        asked: true,
      });
    });

    it("a credential process", async () => {
      const answer = file("answer.json", JSON.stringify({ Version: 1, ...TEMPORARY }));
      file("config", `[default]\ncredential_process = cat ${answer}\n`);
      expect(await used()).toMatchObject({
        facts: { ...accepted, source: "process", expiresAt: EXPIRES },
        asked: true,
      });
    });

    it("IAM Identity Center", async () => {
      const start = "https://example.awsapps.com/start";
      file(
        "config",
        `[default]\nsso_start_url = ${start}\nsso_region = eu-west-1\nsso_account_id = 111122223333\nsso_role_name = Guardians\n`,
      );
      const cache = path.join(folder, ".aws/sso/cache");
      mkdirSync(cache, { recursive: true });
      const token = {
        startUrl: start,
        region: "eu-west-1",
        accessToken: "canary-of-sso",
        expiresAt: TEMPORARY.Expiration,
      };
      writeFileSync(path.join(cache, `${createHash("sha1").update(start).digest("hex")}.json`), JSON.stringify(token));
      expect(await used()).toMatchObject({ facts: { ...accepted, source: "sso", expiresAt: EXPIRES }, asked: true });
    });

    it("the container's endpoint", async () => {
      environment({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url()}/container` });
      expect(await used()).toMatchObject({
        facts: { ...accepted, source: "container", expiresAt: EXPIRES },
        asked: true,
      });
    });

    it("the instance's metadata service", async () => {
      environment({ AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: server.url() });
      expect(await used()).toMatchObject({
        facts: { ...accepted, source: "instance", expiresAt: EXPIRES },
        asked: true,
      });
    });
  });

  describe("S38 a long-term key is refused, whatever it comes from", () => {
    const refused = { longTerm: true, use: "refused", keyId: "AKIA…XKEY", expiresAt: null };

    async function expectRefused(source: string, words: RegExp) {
      const { facts, check, asked } = await used();
      expect(facts).toMatchObject({ ...refused, source, warning: expect.stringMatching(words) });
      expect(check).toEqual({ outcome: "refused", cause: expect.stringMatching(/long-term key.*docs\/aws\.md/) });
      expect(asked).toBe(false);
    }

    it("the environment", async () => {
      keys(LONG_TERM);
      await expectRefused("environment", /from environment variables, are a long-term key \(AKIA…XKEY\)/);
    });

    it("the shared credentials file", async () => {
      file("credentials", `[default]\n${OWN}\n`);
      await expectRefused("profile", /from a profile in the shared files/);
    });

    it("a credential process", async () => {
      const answer = file("answer.json", JSON.stringify({ Version: 1, ...LONG_TERM }));
      file("config", `[default]\ncredential_process = cat ${answer}\n`);
      await expectRefused("process", /from a credential process/);
    });

    it("a key with a token that is none", async () => {
      environment({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url()}/long-term-container` });
      const { facts, asked } = await used();
      expect(facts).toMatchObject({ longTerm: true, use: "refused", source: "container" });
      expect(asked).toBe(false);
    });

    it("a key without a token, whatever it looks like", async () => {
      keys({ ...TEMPORARY, SessionToken: "" });
      const { facts, asked } = await used();
      expect(facts).toMatchObject({ longTerm: true, use: "refused" });
      expect(asked).toBe(false);
    });
  });

  it("S38 a long-term key is used with a warning where that is overridden", async () => {
    keys(LONG_TERM);
    const { facts, check, asked } = await used(true);
    expect(facts).toMatchObject({
      use: "warned",
      warning: expect.stringMatching(/AKIA…XKEY.*AWS_ALLOW_LONG_TERM_KEY permits/),
    });
    expect(check).toMatchObject({ outcome: "answered" });
    expect(asked).toBe(true);
  });

  describe("S38 a role that is chained from a long-term key is used with a warning", () => {
    const warned = {
      use: "warned",
      longTerm: false,
      source: "role",
      keyId: "ASIA…YKEY",
      chainedFrom: "AKIA…XKEY",
      warning: expect.stringMatching(/assumed with a long-term key \(AKIA…XKEY\)/),
    };

    it("of a profile", async () => {
      file("config", `[default]\nrole_arn = ${ROLE}\nsource_profile = base\n`);
      file("credentials", `[base]\n${OWN}\n`);
      expect(await used()).toMatchObject({ facts: warned, asked: true });
    });

    it("of the environment", async () => {
      file("config", `[profile guardians]\nrole_arn = ${ROLE}\ncredential_source = Environment\n`);
      keys(LONG_TERM);
      environment({ AWS_PROFILE: "guardians" });
      expect(await used()).toMatchObject({ facts: warned, asked: true });
    });

    it("at two removes", async () => {
      file(
        "config",
        `[default]\nrole_arn = ${ROLE}\nsource_profile = middle\n[profile middle]\nrole_arn = ${ROLE}-middle\nsource_profile = base\n[profile base]\n${OWN}\n`,
      );
      expect(await used()).toMatchObject({ facts: warned, asked: true });
      expect(server.requests.filter((request) => request === "POST /")).toHaveLength(2);
    });
  });

  describe("S39 credentials that cannot be had leave no secret in what is said", () => {
    const none = /^No AWS credentials could be/;

    it("since there are none", async () => {
      expect(await used()).toMatchObject({
        facts: { outcome: "retry", cause: expect.stringMatching(none) },
        check: { outcome: "retry", cause: expect.stringMatching(none) },
        asked: false,
      });
    });

    it("since the process fails and says what it was called with", async () => {
      file("config", "[default]\ncredential_process = false --token=canary-of-a-process\n");
      expect(await used()).toMatchObject({
        facts: { outcome: "retry", cause: expect.stringMatching(none) },
        asked: false,
      });
    });

    it("since STS is out of order", async () => {
      brokenSts = true;
      vi.stubEnv("AWS_MAX_ATTEMPTS", "1");
      file("config", `[default]\nrole_arn = ${ROLE}\nsource_profile = base\n[profile base]\n${SHORT}\n`);
      expect(await used()).toMatchObject({
        facts: { outcome: "retry", cause: expect.stringMatching(none) },
        asked: false,
      });
    });

    it("since what gives them hangs", async () => {
      environment({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${server.url()}/hangs` });
      expect(await used(false, 50)).toMatchObject({
        facts: { outcome: "retry", cause: expect.stringMatching(/within 0.05 seconds/) },
        asked: false,
      });
    });
  });
});
