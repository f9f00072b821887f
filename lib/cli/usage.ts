const ADMIN = `Usage: guardians admin grant ISSUER SUBJECT [--name NAME] [--email EMAIL]

Makes whoever signs in with this identity an admin. Run it on the server, with the configuration of the server.
  ISSUER         the identity provider, exactly as in OIDC_ISSUER, or https://github.com
  SUBJECT        who they are to it: the "sub" of the ID token, or the number of a GitHub account
  --name, --email   who this is, for an identity that nobody has yet: a person is added`;

const AUDIT = `Usage: guardians audit verify [--anchor HASH]
       guardians audit anchor [--post]

Looks whether the recorded events are as they were when they were sealed. Run it on the server, with the configuration of the
server. The server seals new events every five minutes.
  verify       computes the chain of seals again, and names the first that does not match, or what keeps events from being sealed
  --anchor     also looks that the seal with this hash is in the chain: what was deleted from its end is found by that only
  anchor       says the newest seal: keep it where who can write to the database cannot
  --post       also posts it to ANCHOR_URL, as the server does every hour

Ends with 0 when all is whole, 1 when it is not or could not be looked at.`;

const BACKUP = `Usage: guardians backup FILE

Writes the embedded database, with everything in it, to a new file. Stop the server first, and run it with the configuration of
the server. The secrets beside the database are not in it.`;

const DB = `Usage: guardians db init

Makes the tables in PostgreSQL as their owner, or brings them up to date, and lets the role of the server read and write in
them: so that the server can neither change nor empty them. Run it before the first start and before the start of each new
version; it does nothing twice. From the environment:
  DATABASE_OWNER_URL   the role that owns the tables. The server must not have it
  DATABASE_URL         the role of the server, which has to be there already`;

const RESTORE = `Usage: guardians restore FILE

Makes the embedded database from a backup, in a DATA_DIR that has none, and brings it up to date. Everybody
signs in again.`;

const EXPORT = `Usage: guardians export FILE

Writes everything of the program to a new file, from the embedded database or from PostgreSQL, for “guardians import” into either.
Run it on the server, with the configuration of the server; stop the server first where the database is the embedded one. Not in
it are sessions, counts of rates, jobs (what waits to be checked is queued anew) and the secrets beside the database.`;

const IMPORT = `Usage: guardians import FILE

Takes a file of “guardians export” into the database of this configuration, which must have nothing of a program in it: all of it
or nothing. Both versions must be the same, or have the same schema. Everybody signs in again.`;

const CHECK = `Usage: guardians check PATHS… [OPTIONS]

Checks the IAM policies in CloudFormation templates, CDK output, Terraform plans (terraform show -json) and plain policy
documents, offline. In folders the files named .json, .yaml, .yml and .template are read, but for node_modules and .git.

What to check:
  --reference FILE            no access beyond this policy; may be repeated, all of them count as one
  --reference-type TYPE       the policies it is for: identity (default) or resource; others are not compared
  --sensitive-actions FILE    no access to these actions: {"actions": ["iam:PassRole"]}
  --sensitive-resources FILE  no access to these resources: {"resources": ["arn:aws:s3:::…"]}; with actions, to both at once
  --profile FILE              a check profile: all of this in one file
  --against GIT_REF|FILE      no new access compared with the previous version of the same policy; each finding is new, still
                              there or fixed. Renamed files are followed. Of another branch counts the commit where they
                              parted, a tag or BRANCH~0 counts itself
  --account ID                the own account, 12 digits: principals of others are external
  --allow-external-principals LIST   account ids, ARNs, organization ids and identity providers that may be let in
  --parameters FILE           values of the template's parameters
  --managed-policies FOLDER   texts of policies attached by ARN, each named after its policy: Deploy.json; AWS's own are known
  --exclude GLOB              leave out these files and folders, such as examples or **/*.test.yaml; may be repeated

What to do with findings:
  --ignore FINDING            accept a finding by its id, a rule, or RESOURCE.RULE; may be repeated
  --baseline FILE             accept the findings of an earlier report (--format json)
  --gate WHAT                 what may block: all (default), or new with --against
  --fail-on WHAT              blocking (default), incomplete (warnings fail too), results (what could not be evaluated is
                              only reported) or never
  A file accepts a finding itself, with a reason: “# guardians:ignore RULE reason” on its line or above it in YAML, or in
  the Metadata of a resource {"Guardians": {"ignore": [{"rule": "RULE", "reason": "…"}]}}

What to write:
  --format FORMAT             text (default), json, sarif, markdown, github (annotations of a workflow), gitlab-codequality
                              or junit
  --compact                   text with one line for each finding
  --write FORMAT=FILE         write a report in this format to a file too; may be repeated
  --version                   say which version this is

Ends with 0 when nothing blocks, 2 when something does, 3 when something could not be evaluated, 1 when it could not run.`;

const ANALYZER = `Usage: guardians analyzer [--port N] [--host ADDRESS] [--account ACCOUNT] [--managed-policies FOLDER]

Answers like AWS IAM Access Analyzer, without AWS, until it is stopped. Point clients at it with their endpoint URL.
  --port       4599 if not given; 0 is any that is free
  --host       127.0.0.1 if not given, which only this machine reaches
  --account    the account that owns what is previewed, 123456789012 if not given
  --managed-policies   documents that IAM GetPolicy answers with, each named after its policy: ReadOnlyAccess.json`;

const MCP = `Usage: guardians mcp [--root FOLDER]

Tools for coding assistants, over the Model Context Protocol on standard input and output: check a document or files, explain
a request, compare two versions, explain a rule. They only read, offline, in one folder. An assistant starts it; docs/mcp.md
says how. It ends when its input ends.
  --root       the folder that may be read, the current one if not given. What the assistant shares as roots may narrow it`;

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
