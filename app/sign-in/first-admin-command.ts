import type { Identity } from "#lib/auth/identify-person.ts";

const TO_BE_FILLED_IN = { name: "NAME", email: "EMAIL" };

/** The command to create the first admin, run on the server from the checkout. Keep in sync with the README. */
export function firstAdminCommand({ issuer, subject }: Identity, { name, email } = TO_BE_FILLED_IN): string {
  return `node bin/guardians.mjs admin grant ${shellWord(issuer)} ${shellWord(subject)} --name "${name}" --email ${email}`;
}

/** Quotes a command argument if the shell would interpret its characters. */
function shellWord(text: string): string {
  return /^[\w:/.@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
