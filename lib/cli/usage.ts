const ADMIN = `Usage: guardians admin grant ISSUER SUBJECT [--name NAME] [--email EMAIL]

Makes the person who signs in with this identity an admin. Run it on the server, with the server's configuration.
  ISSUER         the identity provider, exactly as in OIDC_ISSUER, or https://github.com
  SUBJECT        the provider's identifier: the "sub" of the ID token, or the number of a GitHub account
  --name, --email   the person, for an identity that is not yet linked: the person is added`;

const AUDIT = `Usage: guardians audit verify [--anchor HASH]
       guardians audit anchor [--post]

Verifies the event log against its seals. Run it on the server, with the server's configuration. The server seals new
events every five minutes.
  verify       recalculates the chain of seals, and names the first mismatch, or what keeps events from being sealed
  --anchor     also checks that the seal with this hash is in the chain: only this detects deletions from its end
  anchor       prints the newest seal: store it where people with write access to the database cannot change it
  --post       also posts it to ANCHOR_URL, as the server does every hour

Exits with 0 if everything matches, 1 if it does not or could not be verified.`;

const BACKUP = `Usage: guardians backup FILE

Writes the embedded database, with everything in it, to a new file. Stop the server first, and use the server's
configuration. The secrets stored next to the database are not included.`;

const DB = `Usage: guardians db init

Creates or updates the tables in PostgreSQL as their owner, and grants the server's role read and write access. The server
can then neither change nor empty the tables. Run it before the first start, and before the first start of each new version.
Running it again is safe. From the environment:
  DATABASE_OWNER_URL   the role that owns the tables. The server must not have it
  DATABASE_URL         the server's role, which must already exist`;

const RESTORE = `Usage: guardians restore FILE

Creates the embedded database from a backup, in a DATA_DIR without one, and updates it to this version. Everyone must
sign in again.`;

const EXPORT = `Usage: guardians export FILE

Writes all program data to a new file, from the embedded database or PostgreSQL, for “guardians import” into either.
Run it on the server, with the server's configuration. Stop the server first if the database is the embedded one.
Not included: sessions, rate counters, jobs (pending checks are queued again) and the secrets stored next to the database.`;

const IMPORT = `Usage: guardians import FILE

Imports a file from “guardians export” into the configured database, which must contain no program data. Imports all of it
or nothing. Both versions must be the same, or have the same schema. Everyone must sign in again.`;

const CHECK = `Usage: guardians check PATHS… [OPTIONS]

Checks the IAM policies in CloudFormation templates, CDK output, Terraform plans (terraform show -json) and plain policy
documents, offline. In folders, files named .json, .yaml, .yml and .template are read, except in node_modules and .git.

What to check:
  --reference FILE            no access beyond this policy; may be repeated, all references count as one
  --reference-type TYPE       the policies it applies to: identity (default) or resource; others are not compared
  --sensitive-actions FILE    no access to these actions: {"actions": ["iam:PassRole"]}
  --sensitive-resources FILE  no access to these resources: {"resources": ["arn:aws:s3:::…"]}; with actions, to both together
  --profile FILE              a check profile: all of the above in one file
  --against GIT_REF|FILE      no new access compared with the previous version of the same policy; each finding is new, still
                              there or fixed. Renamed files are followed. For another branch, the merge base counts; a tag or
                              BRANCH~0 counts itself
  --account ID                your own account, 12 digits: principals of other accounts are external
  --allow-external-principals LIST   account IDs, ARNs, organization IDs and identity providers that may have access
  --parameters FILE           values of the template's parameters
  --managed-policies FOLDER   texts of policies attached by ARN, each named after its policy: Deploy.json; AWS's own are known
  --exclude GLOB              exclude these files and folders, such as examples or **/*.test.yaml; may be repeated

What to do with findings:
  --ignore FINDING            accept a finding by its ID, a rule, or RESOURCE.RULE; may be repeated
  --baseline FILE             accept the findings of an earlier report (--format json)
  --gate WHAT                 what may block: all (default), or new with --against
  --fail-on WHAT              blocking (default), incomplete (warnings fail too), results (anything that could not be
                              evaluated is only reported) or never
  A file can accept a finding itself, with a reason: “# guardians:ignore RULE reason” on its line or above it in YAML, or in
  the Metadata of a resource {"Guardians": {"ignore": [{"rule": "RULE", "reason": "…"}]}}

What to write:
  --format FORMAT             text (default), json, sarif, markdown, github (workflow annotations), gitlab-codequality
                              or junit
  --compact                   text with one line per finding
  --write FORMAT=FILE         also write a report in this format to a file; may be repeated
  --version                   print the version

Exits with 0 if nothing blocks, 2 if something blocks, 3 if something could not be evaluated, 1 if the check could not run.`;

const ANALYZER = `Usage: guardians analyzer [--port N] [--host ADDRESS] [--account ACCOUNT] [--managed-policies FOLDER]

Responds like AWS IAM Access Analyzer, without AWS, until it is stopped. Point clients at it with their endpoint URL.
  --port       4599 by default; 0 for any free port
  --host       127.0.0.1 by default, which only this machine can reach
  --account    the account that owns the previewed resources, 123456789012 by default
  --managed-policies   documents that IAM GetPolicy returns, each named after its policy: ReadOnlyAccess.json`;

const MCP = `Usage: guardians mcp [--root FOLDER]

Tools for coding assistants, over the Model Context Protocol on standard input and output: check a document or files, explain
a request, compare two versions, explain a rule. The tools are read-only and offline, in one folder. An assistant starts the
server, as docs/mcp.md describes. The server stops when its input ends.
  --root       the readable folder, the current one by default. Roots that the assistant shares may narrow it`;

const USAGES: Readonly<Record<string, string>> = {
  admin: ADMIN,
  analyzer: ANALYZER,
  audit: AUDIT,
  backup: BACKUP,
  check: CHECK,
  db: DB,
  export: EXPORT,
  import: IMPORT,
  mcp: MCP,
  restore: RESTORE,
};

/** Points to a command's help in one line, so that the error stays in sight. */
export function helpOf(command: string | undefined, names: readonly string[]): string {
  return `See “guardians ${isOneOf(names, command) ? `${command} ` : ""}--help”.`;
}

/** The usage of a command, or of all given names if the command is unknown. */
export function usageOf(command: string | undefined, names: readonly string[]): string {
  const asked = isOneOf(names, command) ? [command] : Object.keys(USAGES).filter((name) => isOneOf(names, name));
  return asked.map((name) => USAGES[name]).join("\n\n");
}

function isOneOf(names: readonly string[], name: string | undefined): name is string {
  return name !== undefined && names.includes(name);
}

/** The command was not understood. The message says why in one line, and `helpOf` adds where to look. */
export class UsageError extends Error {
  override name = "UsageError";
}

/** Node's message about unknown arguments, without its advice to write them as a file name. */
export function usageErrorOf(error: unknown): UsageError {
  const [words = ""] = (error instanceof Error ? error.message : String(error)).split(". To specify a positional", 1);
  return new UsageError(words.endsWith(".") ? words : `${words}.`);
}
