import path from "node:path";
import { describe, expect, it } from "vitest";
import { readEnv } from "#lib/env.ts";

const POSTGRES = "postgres://guardians@db.example.com/guardians";

describe("the configuration", () => {
  it("is whole with nothing given", () => {
    expect(readEnv({})).toMatchObject({
      NODE_ENV: "development",
      PORT: 3000,
      HOST: "127.0.0.1",
      DATA_DIR: path.resolve(".data"),
      origin: "http://127.0.0.1:3000",
      secureCookies: false,
      demo: true,
    });
  });

  it("takes an empty variable for one that is not given", () => {
    expect(readEnv({ PORT: "", DATABASE_URL: "", ORIGIN: "", DEMO: "" })).toEqual(readEnv({}));
  });

  it("makes the data folder's path whole and leaves other variables alone", () => {
    expect(readEnv({ DATA_DIR: "/srv/guardians", PATH: "/bin" })).toMatchObject({ DATA_DIR: "/srv/guardians" });
    expect(readEnv({ PATH: "/bin" })).not.toHaveProperty("PATH");
  });

  it.each([
    [{ PORT: "8080" }, "http://127.0.0.1:8080"],
    [{ HOST: "localhost" }, "http://localhost:3000"],
    [{ ORIGIN: "https://guardians.example.com" }, "https://guardians.example.com"],
    [{ ORIGIN: "https://guardians.example.com/", PORT: "8080" }, "https://guardians.example.com"],
    [{ ORIGIN: "http://localhost:8080" }, "http://localhost:8080"],
  ])("answers at the origin that %j gives", (source, origin) => {
    expect(readEnv(source)).toMatchObject({ origin, secureCookies: origin.startsWith("https:") });
  });

  it.each(["::1", "[::1]"])("takes HOST %s as an address", (HOST) => {
    expect(readEnv({ HOST })).toMatchObject({ origin: "http://[::1]:3000" });
  });

  it.each(["0.0.0.0", "::", "10.0.0.1", "guardians.example.com", "127.example.com"])(
    "wants an https origin where HOST %s is more than this machine",
    (HOST) => {
      expect(() => readEnv({ HOST })).toThrow("ORIGIN: is required");
      expect(readEnv({ HOST, ORIGIN: "https://guardians.example.com" })).toMatchObject({ HOST, secureCookies: true });
    },
  );

  it("takes a key for the fingerprints of secrets that nobody guesses", () => {
    const SECRETS_KEY = "0123456789abcdef0123456789abcdef";
    expect(readEnv({ SECRETS_KEY })).toMatchObject({ SECRETS_KEY });
    expect(readEnv({ SECRETS_KEY: "" })).not.toHaveProperty("SECRETS_KEY");
    expect(() => readEnv({ SECRETS_KEY: SECRETS_KEY.slice(1) })).toThrow(
      "SECRETS_KEY: must have at least 32 characters",
    );
  });

  it("S49 takes the owner of the database only next to the role of the server", () => {
    const DATABASE_OWNER_URL = POSTGRES.replace("guardians@", "owner@");
    expect(readEnv({ DATABASE_OWNER_URL, DATABASE_URL: POSTGRES })).toMatchObject({ DATABASE_OWNER_URL });
    expect(() => readEnv({ DATABASE_OWNER_URL })).toThrow("DATABASE_URL: is required with DATABASE_OWNER_URL");
    expect(() => readEnv({ DATABASE_OWNER_URL: "mysql://db", DATABASE_URL: POSTGRES })).toThrow(
      "DATABASE_OWNER_URL: must be a postgres:// URL",
    );
  });

  it.each([
    [{ ANCHOR_TOKEN: "word" }, "ANCHOR_URL: is required with ANCHOR_TOKEN"],
    [{ ANCHOR_URL: "http://anchors.example.com" }, "ANCHOR_URL: must use https:// unless the host is this machine"],
    [{ ANCHOR_URL: "https://me:word@anchors.example.com" }, "ANCHOR_URL: must not contain a user name or password;"],
    [{ ANCHOR_URL: "anchors.example.com" }, "ANCHOR_URL: must be an https:// URL"],
    [
      { ANCHOR_URL: "https://anchors.example.com", ANCHOR_TOKEN: "two\nlines" },
      "ANCHOR_TOKEN: must contain only ASCII letters",
    ],
  ])("S49 refuses where anchors go that is half or not safe: %j", (source, words) => {
    expect(() => readEnv(source)).toThrow(words);
  });

  it.each(["https://anchors.example.com/guardians", "http://127.0.0.1:9000"])("takes %s for anchors", (ANCHOR_URL) => {
    expect(readEnv({ ANCHOR_URL, ANCHOR_TOKEN: "word" })).toMatchObject({ ANCHOR_URL, ANCHOR_TOKEN: "word" });
    expect(readEnv({ ANCHOR_URL })).toMatchObject({ ANCHOR_URL });
  });

  it("refuses a HOST that is none", () => {
    expect(() => readEnv({ HOST: "my host" })).toThrow("HOST: my host is not a host name or address");
  });

  it.each(["http://guardians.example.com", "http://10.0.0.1:3000", "http://localhost.example.com"])(
    "refuses %s: off this machine only https is safe",
    (ORIGIN) => {
      expect(() => readEnv({ ORIGIN })).toThrow("ORIGIN: must use https://");
    },
  );

  it.each([
    [{ PORT: "http" }, "PORT"],
    [{ PORT: "70000" }, "PORT"],
    [{ PORT: "-1" }, "PORT"],
    [{ DATABASE_URL: "mysql://db.example.com/guardians" }, "DATABASE_URL: must be a postgres:// URL"],
    [{ ORIGIN: "guardians.example.com" }, "ORIGIN: must be an http:// or https:// URL"],
    [{ SMTP_URL: "https://mail.example.com" }, "SMTP_URL: must be an smtp:// or smtps:// URL"],
    [{ OIDC_ISSUER: "example" }, "OIDC_ISSUER"],
    [{ DEMO: "maybe" }, "DEMO"],
  ])("refuses %j and names the variable", (source, message) => {
    expect(() => readEnv(source)).toThrow(message);
  });

  it("names every wrong variable at once", () => {
    const wrong = () => readEnv({ PORT: "x", DATABASE_URL: "y", DEMO: "z" });
    expect(wrong).toThrow(/^The configuration is invalid:\n {2}PORT: .*\n {2}DATABASE_URL: .*\n {2}DEMO: /);
  });
});

const OIDC = { OIDC_ISSUER: "https://id.example.com", OIDC_CLIENT_ID: "guardians" };
const GITHUB = { GITHUB_ID: "abc", GITHUB_SECRET: "a secret" };

describe("the configuration of sign-in", () => {
  it.each([
    [{ OIDC_ISSUER: "https://id.example.com" }, "OIDC_CLIENT_ID: is required"],
    [{ OIDC_CLIENT_ID: "guardians" }, "OIDC_ISSUER: is required"],
    [{ OIDC_CLIENT_SECRET: "a secret" }, "OIDC_ISSUER: is required"],
    [{ GITHUB_ID: "abc" }, "GITHUB_SECRET: is required"],
    [{ GITHUB_SECRET: "a secret" }, "GITHUB_ID: is required"],
  ])("S49 refuses the half that %j is and names what is missing", (source, message) => {
    expect(() => readEnv(source)).toThrow(message);
  });

  it("takes a public client, which has no secret", () => {
    expect(readEnv(OIDC)).toMatchObject(OIDC);
  });

  it.each(["http://id.example.com", "ftp://id.example.com", "http://10.0.0.1"])(
    "S49 refuses the issuer %s",
    (issuer) => {
      expect(() => readEnv({ ...OIDC, OIDC_ISSUER: issuer })).toThrow(/OIDC_ISSUER: must (?:use|be an) https:/);
    },
  );

  it("takes an http:// issuer on this machine", () => {
    expect(readEnv({ ...OIDC, OIDC_ISSUER: "http://127.0.0.1:8080" })).toMatchObject({ demo: false });
  });

  it("S49 refuses a short secret of session cookies", () => {
    expect(() => readEnv({ NEXTAUTH_SECRET: "short" })).toThrow("NEXTAUTH_SECRET: must have at least 32 characters");
  });
});

describe("the hosts that requests may name", () => {
  it.each([
    [{}, ["127.0.0.1:3000", "localhost:3000", "[::1]:3000"]],
    [{ HOST: "localhost", PORT: "80" }, ["localhost", "127.0.0.1", "[::1]"]],
    [{ HOST: "::1" }, ["[::1]:3000", "127.0.0.1:3000", "localhost:3000"]],
    [{ HOST: "0.0.0.0", ORIGIN: "https://guardians.example.com" }, ["guardians.example.com"]],
    [{ ORIGIN: "https://guardians.example.com:8443" }, ["guardians.example.com:8443"]],
  ])("S18 with %j are %j", (source, hosts) => {
    expect(readEnv(source).hosts).toEqual(hosts);
  });
});

describe("the origins that changes may come from", () => {
  it.each([
    [{}, ["http://127.0.0.1:3000", "http://localhost:3000", "http://[::1]:3000"]],
    [{ ORIGIN: "https://guardians.example.com:8443" }, ["https://guardians.example.com:8443"]],
    [{ ORIGIN: "https://localhost:8443" }, ["https://localhost:8443"]],
  ])("S19 with %j are %j", (source, origins) => {
    expect(readEnv(source).origins).toEqual(origins);
  });
});

describe("demo mode", () => {
  const SIGNS = [
    { DATABASE_URL: POSTGRES },
    OIDC,
    GITHUB,
    { ORIGIN: "https://guardians.example.com" },
    { HOST: "0.0.0.0", ORIGIN: "https://guardians.example.com" },
  ];

  it.each([
    [{}, true],
    [{ DEMO: "0" }, false],
    [{ DEMO: "1" }, true],
    [{ ORIGIN: "http://localhost:8080" }, true],
    [{ HOST: "0.0.0.0", ORIGIN: "http://localhost:3000" }, true],
  ])("with %j is %s", (source, demo) => {
    expect(readEnv(source).demo).toBe(demo);
  });

  it.each(SIGNS)("S18 is switched off by %j", (source) => {
    expect(readEnv(source).demo).toBe(false);
  });

  it.each(SIGNS)("S18 S49 cannot be switched on with %j", (source) => {
    for (const NODE_ENV of ["production", "development"]) {
      expect(() => readEnv({ ...source, NODE_ENV, DEMO: "1" })).toThrow("DEMO: cannot be switched on with");
    }
  });

  it("can be switched on by a test", () => {
    expect(readEnv({ ...OIDC, NODE_ENV: "test", DEMO: "1" }).demo).toBe(true);
  });
});

describe("the configuration of AWS", () => {
  it("is off, and refuses long-term keys, unless it is given", () => {
    const { AWS_REGION, AWS_ALLOW_LONG_TERM_KEY } = readEnv({});
    expect({ AWS_REGION, AWS_ALLOW_LONG_TERM_KEY }).toEqual({ AWS_REGION: undefined, AWS_ALLOW_LONG_TERM_KEY: false });
  });

  it.each(["eu-west-1", "us-gov-west-1", "ap-southeast-12"])("takes the region %s", (AWS_REGION) => {
    expect(readEnv({ AWS_REGION })).toMatchObject({ AWS_REGION });
  });

  it.each([
    { AWS_REGION: "eu-west-1.example.com" },
    { AWS_ENDPOINT_URL_ACCESSANALYZER: "ftp://x" },
    { AWS_ALLOW_LONG_TERM_KEY: "maybe" },
  ])("refuses %j", (source) => {
    expect(() => readEnv(source)).toThrow(Object.keys(source)[0] ?? "");
  });

  const region = { AWS_REGION: "eu-west-1" };
  it.each([
    [
      { AWS_ENDPOINT_URL_ACCESSANALYZER: "https://analyzer.example.com" },
      "AWS_REGION: is required with AWS_ENDPOINT_URL_ACCESSANALYZER",
    ],
    [{ AWS_ALLOW_LONG_TERM_KEY: "1" }, "AWS_REGION: is required with AWS_ALLOW_LONG_TERM_KEY"],
    [
      { ...region, AWS_ENDPOINT_URL_ACCESSANALYZER: "http://analyzer.example.com" },
      "AWS_ENDPOINT_URL_ACCESSANALYZER: must use https:// unless the host is this machine",
    ],
  ])("S49 refuses what is half or not safe: %j", (source, words) => {
    expect(() => readEnv(source)).toThrow(words);
  });

  it.each(["https://analyzer.example.com", "http://127.0.0.1:4599"])("takes the address %s", (address) => {
    const given = { ...region, AWS_ENDPOINT_URL_ACCESSANALYZER: address };
    expect(readEnv({ ...given, AWS_ALLOW_LONG_TERM_KEY: "1" })).toMatchObject(given);
    expect(readEnv({ AWS_ALLOW_LONG_TERM_KEY: "0" }).AWS_REGION).toBeUndefined();
  });
});
