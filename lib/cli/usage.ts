/** What the command can do. */
export const USAGE = `Usage: guardians admin grant ISSUER SUBJECT [--name NAME] [--email EMAIL]

Makes whoever signs in with this identity an admin. Run it on the server, with the configuration of the server.
  ISSUER         the identity provider, exactly as in OIDC_ISSUER, or https://github.com
  SUBJECT        who they are to it: the "sub" of the ID token, or the number of a GitHub account
  --name, --email   who this is, for an identity that nobody has yet: a person is added`;

/** The command was not understood: the usage says how it is written. */
export class UsageError extends Error {
  override name = "UsageError";
}
