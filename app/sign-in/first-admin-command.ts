import type { Identity } from "#lib/auth/identify-person.ts";

const TO_BE_FILLED_IN = { name: "NAME", email: "EMAIL" };

/** What makes an identity the first admin on the server, from the checkout: the README says the same. */
export function firstAdminCommand({ issuer, subject }: Identity, { name, email } = TO_BE_FILLED_IN): string {
  return `node bin/guardians.mjs admin grant ${shellWord(issuer)} ${shellWord(subject)} --name "${name}" --email ${email}`;
}

/** One word of a command, quoted where a shell would read more into it. */
function shellWord(text: string): string {
  return /^[\w:/.@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
