// Writes docs/security.md from the names of the tests: node scripts/security-statements.mjs
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const written = path.join(root, "docs/security.md");

/** Each statement in words. A number is permanent, because test names contain it. */
export const STATEMENTS = {
  S01: "Every API route and server action refuses an anonymous caller, except health, readiness, the OpenAPI document and sign-in.",
  S02: "Rules decide who may do what for each kind of thing, role and organisation. What a person may not see is 404, not 403.",
  S03: "The same is true without `proxy.ts`: authorization lives in the domain, never in a layout or a proxy.",
  S04: "Prefetch, server-component and query-injected variants of a protected page return no protected data.",
  S05: "Unknown and server-owned fields (state, verdict, approver, team, role) in a body are rejected.",
  S06: "Responses contain declared fields only. Leaders never receive an individual's ratings or hours.",
  S07: "A person cannot approve a review if they requested it, are its guardian, changed answers or evidence in any revision, imported the attached threat model or wrote it alone. A stated conflict is permanent. The reviewer neither lowers the tier nor grants a waiver. The owner of a condition does not verify it. Nobody can grant themselves a deciding role or make themselves someone's manager.",
  S08: "States change only along the declared table, even under 20 parallel requests: one wins, the others get 409, and no event is lost or duplicated.",
  S09: "A decision belongs to a revision, its documents and the version of the check profile. New evidence makes it stale.",
  S10: "A check that is incomplete or ended with an error never satisfies a gate.",
  S11: "A waiver needs a reason, an approver who did not request it, and an end date. An expired waiver blocks again.",
  S12: "Revoking a role or deactivating a person takes effect on the next request.",
  S13: "A sign-in gets a new session ID. Sign-out, idle time (30 min) and age (12 h) end the session on the server. The person and an admin can end all of the person's sessions together. The person sees their open sessions.",
  S14: "Cookies are HttpOnly and SameSite=Lax. Outside this machine they are also Secure with a `__Host-` name.",
  S15: "An ID token is checked for issuer, audience, nonce, expiry, algorithm, subject and time of issue, with state and PKCE.",
  S16: "Issuer and subject identify a person, never an email address. No claim gives a role.",
  S17: "A redirect after sign-in leads to a path of this product only.",
  S18: "Demo accounts exist only in demo mode. Any sign of production switches demo mode off. Demo mode is visible and answers only its own host.",
  S19: "A request that changes data refuses a foreign Origin. GET changes nothing.",
  S20: "In production the content security policy has a nonce and no `unsafe-eval`. Inline style is allowed in attributes only. No page violates the policy.",
  S21: "Strict transport, nosniff, referrer policy, and `Cache-Control: no-store` on signed-in data.",
  S22: "Markup in names, titles, comments, threat statements and template names is shown as text, also in letters.",
  S23: "A body over the limit gets 413. Nothing is truncated silently, including exports.",
  S24: "YAML alias bombs, huge scalars, deep nesting and a million keys are rejected during reading, before they expand.",
  S25: "Duplicate keys, byte order marks, NUL, `__proto__` and invalid UTF-8 are rejected with their location, or are inert.",
  S26: "Unknown CloudFormation tags and intrinsics make a check incomplete, with path and line.",
  S27: "Patterns and regular expressions take linear time on 1 MB of adversarial input.",
  S28: "Sign-in is rate-limited by address and account. The API, search, submission, checks, uploads and exports are limited by person, across instances. Over the limit, requests get 429 with Retry-After.",
  S29: "Cells of a CSV export that start with `= + - @`, tab or carriage return are neutralised.",
  S30: "SQL uses only the query builder's parameters. No shell receives input.",
  S31: "Outgoing webhooks use https to public addresses only, checked at connect, without redirects.",
  S32: "Outgoing webhooks carry a timestamp, an HMAC and a delivery ID.",
  S33: "When AWS or the identity provider is down, retries are bounded, verdicts are errors, and pages still load. No mail is sent.",
  S34: "Forged, expired and misdirected CI tokens are rejected. Adding an issuer needs an admin and is recorded.",
  S35: "A used CI token is rejected, also across two instances.",
  S36: "A CI identity submits for its own repository and reads its own run. It never approves, waives or reads another team's data.",
  S37: "Text from a hostile template cannot inject workflow commands, mentions or HTML into CI output.",
  S38: "A long-term AWS key is refused unless explicitly overridden. A role chained from one causes a warning.",
  S39: "Logs, errors, records, exports and comments contain no secrets: access keys, tokens of GitHub, GitLab and Slack, private keys, JWTs or passwords in links.",
  S40: "Session IDs are stored hashed, so a copy of the database opens no session. There are no API tokens.",
  S41: "Sign-ins, failures, denials, rule changes, waivers and exports are recorded with person, action, target, result, time and request. There are no tokens to use.",
  S42: "Line breaks and terminal codes in a field cannot forge a log line.",
  S43: "Events are sealed into a hash chain and cannot be updated, deleted or truncated. The chain also covers decisions, waivers, conflict statements, grants and evidence digests. An edited, deleted or forged row is detected. On PostgreSQL, a second role owns the tables, so the server cannot change them.",
  S44: "An unexpected error shows only a request ID.",
  S45: "Packages come from the lock file and are audited and listed. Production contains no source maps or demo data.",
  S46: "Policies, threat models and past-review files from third parties are read and checked in separate processes with memory and time limits. Exceeding a limit is an error of the document, never of the server, and is not retried forever.",
  S47: "Every entry point stops reading at its limit, whether chunked or not. Slow headers and bodies end after 30 s.",
  S48: "Any input to any entry point gets a 2xx, 3xx or 4xx response.",
  S49: "A wrong or partial configuration stops the start and names the variable. A database newer than the program also stops it.",
  S50: "At every entry point, only the person, their manager and those who run the program see private facts (reasons for leave, rationales, missing courses, email addresses, ratings, hours). Leavers can be erased.",
  S51: "A coding assistant's tools read one folder and nothing outside it, whatever path, link or root they are given. They change nothing.",
  S52: "What such a tool quotes from a document stays quoted, on its line and visible, so that none of it reads as an instruction.",
};

/** Statements without a proof because they do not apply: a promise not kept, or a feature that does not exist. */
export const NOT_SO = {
  S31: "Does not apply: no webhooks are sent. Anchors go where the operator configures, over https without redirects.",
  S32: "Does not apply: no webhooks are sent.",
  S34: "Does not apply: CI cannot sign in.",
  S35: "Does not apply: CI cannot sign in.",
  S36: "Does not apply: CI cannot sign in.",
};

/** The tests whose names contain statements, as { number, name, file }, from { file, text } of each. */
export function testsIn(sources) {
  return sources.flatMap(({ file, text }) =>
    [...text.matchAll(/(["'`])((?:S\d{2} )+)((?:(?!\1)[^\n])+)\1/g)].flatMap(([, , numbers, name]) =>
      numbers
        .trim()
        .split(" ")
        .map((number) => ({ number, name, file })),
    ),
  );
}

/** The document. Throws for a test of a statement that does not exist or does not apply. */
export function securityText(tests) {
  for (const { number, file } of tests) {
    if (!STATEMENTS[number])
      throw new Error(`${file} names ${number}, which is not a statement in ${import.meta.filename}.`);
    if (NOT_SO[number])
      throw new Error(
        `${file} claims to prove ${number}, which NOT_SO lists as not true. Remove it from the test name.`,
      );
  }
  const numbers = Object.keys(STATEMENTS);
  const proofs = (number) => tests.filter((test) => test.number === number);
  const proved = numbers.filter((number) => proofs(number).length > 0);
  const open = numbers.filter((number) => !proved.includes(number) && !NOT_SO[number]);
  return [
    "# Security statements and the tests that prove them",
    "",
    "Written by `node scripts/security-statements.mjs` from the test names. A test proves only what its name says:",
    "a statement in the first list may claim more than its tests prove.",
    "",
    `Of ${numbers.length} statements, ${proved.length} have tests, ${open.length} have none yet, and ${Object.keys(NOT_SO).length} are not true or do not apply.`,
    "",
    "## Proved by tests",
    "",
    ...proved.flatMap((number) => [`- **${number}** ${STATEMENTS[number]}`, ...linesOf(proofs(number))]),
    "",
    "## Not yet proved",
    "",
    "The product may do these, but no test proves it.",
    "",
    ...open.map((number) => `- **${number}** ${STATEMENTS[number]}`),
    "",
    "## Not true, or not applicable",
    "",
    ...Object.keys(NOT_SO).map((number) => `- **${number}** ${STATEMENTS[number]} *${NOT_SO[number]}*`),
    "",
  ].join("\n");
}

function linesOf(proofs) {
  return proofs.map(({ file, name }) => `  - \`${file}\`: ${name}`);
}

export function testSources() {
  return readdirSync(path.join(root, "tests"), { recursive: true })
    .map((name) => `tests/${String(name).split(path.sep).join("/")}`)
    .filter((name) => /\.(test|e2e)\.tsx?$/.test(name))
    .sort()
    .map((file) => ({ file, text: readFileSync(path.join(root, file), "utf8") }));
}

if (process.argv[1] === import.meta.filename) writeFileSync(written, securityText(testsIn(testSources())));
