import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { firstAdminCommand } from "#app/sign-in/first-admin-command.ts";
import { addPersonInput } from "#lib/people/input.ts";

const identity = { issuer: "https://id.example.com", subject: "00u1a2b3" };

it("matches the command in the documentation", () => {
  const command = firstAdminCommand(identity, { name: "Ada Admin", email: "ada@example.com" });
  expect(readFileSync("docs/operations.md", "utf8").split("\n")).toContain(command);
});

it("says where the name and the address go, and is refused while they are not there", () => {
  const command = firstAdminCommand({ ...identity, subject: "o'neil $1" });
  expect(command).toBe(
    "node bin/guardians.mjs admin grant https://id.example.com 'o'\\''neil $1' --name \"NAME\" --email EMAIL",
  );
  expect(addPersonInput.safeParse({ name: "NAME", email: "EMAIL" }).success).toBe(false);
});
