import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { provideSecrets } from "../../scripts/steps/data-folder.mjs";

const OWN = { NEXTAUTH_SECRET: "session-secret", SECRETS_KEY: "secrets-key" };
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guardians-data-"));
  for (const variable of Object.keys(OWN)) vi.stubEnv(variable, undefined);
  vi.spyOn(console, "log").mockImplementation(() => undefined);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe("the secrets of a start", () => {
  it.each(Object.entries(OWN))(
    "make %s once, for this account only, and give it to the application",
    (variable, name) => {
      provideSecrets(folder);
      const file = path.join(folder, name);
      const made = readFileSync(file, "utf8");
      expect(made.length).toBeGreaterThanOrEqual(32);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      expect(process.env[variable]).toBe(made);
      vi.stubEnv(variable, undefined);
      provideSecrets(folder);
      expect(process.env[variable]).toBe(made);
    },
  );

  it("are two, of which neither tells the other", () => {
    provideSecrets(folder);
    expect(process.env.SECRETS_KEY).not.toBe(process.env.NEXTAUTH_SECRET);
  });

  it("leave one that is given as it is, and make none next to it", () => {
    vi.stubEnv("SECRETS_KEY", "a key that someone gave to this deployment");
    provideSecrets(folder);
    expect(process.env.SECRETS_KEY).toBe("a key that someone gave to this deployment");
    expect(() => statSync(path.join(folder, "secrets-key"))).toThrow("ENOENT");
  });

  it("refuse one that was cut short, and say what to do", () => {
    writeFileSync(path.join(folder, "secrets-key"), "short");
    expect(() => provideSecrets(folder)).toThrow("secrets-key is too short for a secret. Delete it");
  });
});
