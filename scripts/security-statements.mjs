// Writes docs/security.md from the names of the tests: node scripts/security-statements.mjs
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const root = path.resolve(import.meta.dirname, "..");
const written = path.join(root, "docs/security.md");

/** Each statement in words. A number is permanent, because test names contain it. */
export const STATEMENTS = {
  S01: "Every API route and server action refuses an anonymous caller, except health, readiness, the OpenAPI document and sign-in.",
  S02: "For each kind of thing, role and organisation it is decided who may do what; what you may not see is 404, not 403.",
  S03: "The same holds without `proxy.ts`: authorization lives in the domain, never in a layout or a proxy.",
  S04: "Prefetch, server-component and query-injected variants of a protected page return nothing protected.",
  S05: "Unknown and server-owned fields (state, verdict, approver, team, role) in a body are refused.",
  S06: "Answers carry declared fields only; leaders never receive an individual's ratings or hours.",
  S07: "Whoever asked, is its guardian, changed answers or evidence in any revision, imported the attached threat model or alone wrote it cannot approve; a conflict that was stated sticks. The reviewer neither lowers the tier nor gives a waiver, the owner of a condition does not verify it, and nobody grants themselves a role that decides, or makes themselves someone's manager.",
  S08: "States move only along the declared table, also under 20 parallel requests: one wins, the others get 409, no event is lost or doubled.",
  S09: "A decision belongs to a revision, its documents and the version of the check profile; new evidence makes it stale.",
  S10: "A check that is incomplete or ended in an error never satisfies a gate.",
  S11: "A waiver needs a reason, an approver who is not the asker, and an end; one that has ended blocks again.",
  S12: "Revoking a role or deactivating a person takes effect on the next request.",
  S13: "A sign-in has a new session id; sign-out, idle time (30 min) and age (12 h) end it on the server, and so do the person and an admin, who end all of them at once; the person sees which those are.",
  S14: "Cookies are HttpOnly and SameSite=Lax, and Secure with a `__Host-` name outside this machine.",
  S15: "An ID token is checked for issuer, audience, nonce, expiry, algorithm, subject and time of issue, with state and PKCE.",
  S16: "Who someone is, is issuer and subject, never an e-mail address. No claim gives a role.",
  S17: "A redirect after sign-in leads to an own path only.",
  S18: "Demo accounts exist in demo mode only, which any sign of production switches off, which is shown, and which answers its own host only.",
  S19: "A request that changes something refuses a foreign Origin; GET changes nothing.",
  S20: "The content security policy has a nonce and no `unsafe-eval` in production, style attributes excepted, and no page violates it.",
  S21: "Strict transport, nosniff, referrer policy, and `Cache-Control: no-store` on signed-in data.",
  S22: "Names, titles, comments, threat statements and template names with markup in them are shown as text, in letters too.",
  S23: "A body over the cap is answered with 413; nothing is cut short silently, an export neither.",
  S24: "YAML alias bombs, huge scalars, deep nesting and a million keys are refused while they are read, before they become much.",
  S25: "Duplicate keys, byte order marks, NUL, `__proto__` and invalid UTF-8 are refused with their place, or are inert.",
  S26: "Unknown CloudFormation tags and intrinsics make a check incomplete, with path and line.",
  S27: "Patterns and regular expressions take linear time on 1 MB of adversarial input.",
  S28: "Sign-in is limited by address and account, and the API, search, submitting, checks, uploads and exports by person, across instances; beyond it 429 with Retry-After.",
  S29: "Cells of a CSV export that start with `= + - @`, tab or carriage return are neutralised.",
  S30: "SQL goes through the query builder's parameters only; no shell is given input.",
  S31: "Outgoing webhooks go over https to public addresses only, checked at connect, without redirects.",
  S32: "Outgoing webhooks carry a time, an HMAC and a delivery id.",
  S33: "When AWS or the identity provider is down, retries are bounded, verdicts are errors, and pages still serve. No mail is sent.",
  S34: "Forged, expired and misdirected CI tokens are refused; adding an issuer needs an admin and is recorded.",
  S35: "A CI token that was used is refused, also across two instances.",
  S36: "A CI identity submits for its own repository and reads its own run; it never approves, waives or reads another team.",
  S37: "Text of a hostile template cannot inject workflow commands, mentions or HTML into what CI shows.",
  S38: "A long-term AWS key is refused unless that is overridden explicitly; a role chained from one warns.",
  S39: "No secret is in logs, errors, the record, exports or comments: access keys, tokens of GitHub, GitLab and Slack, private keys, JWTs and passwords in links.",
  S40: "Session ids are stored hashed: a copy of the database opens nothing. There are no API tokens.",
  S41: "Sign-in, failure, denial, rule change, waiver and export are recorded: who, what, target, result, time, request. There are no tokens to use.",
  S42: "Line breaks and terminal codes in a field cannot forge a line of the log.",
  S43: "Events are sealed into a hash chain and refuse to be updated, deleted or truncated. The chain covers decisions, waivers, conflict statements, grants and digests of evidence too: a row that was edited, deleted or forged is found. On PostgreSQL a second role owns the tables, so that the server cannot change them.",
  S44: "An unexpected error shows a request id and nothing else.",
  S45: "Packages come from the lock file, are audited and listed; no source maps or demo data in production.",
  S46: "Strangers' policies, threat models and files of past reviews are read and checked in processes apart, with limits of memory and time; what exceeds them is an error of that document, never of the server, and is not tried for ever.",
  S47: "Every door stops reading at its limit, chunked or not; slow headers and bodies end after 30 s.",
  S48: "Any input at any door is answered with 2xx, 3xx or 4xx.",
  S49: "A wrong or half configuration stops the start and says which variable; a database newer than the program stops it too.",
  S50: "Private facts of people (reasons of leave, rationales, courses lacking, e-mail addresses, ratings, hours) are seen by the person, their manager and those who run the program, by every door; who has left can be erased.",
  S51: "The tools of a coding assistant read one folder and nothing outside of it, whatever path, link or root they are given, and change nothing.",
  S52: "What such a tool quotes of a document stays in quotes, on its line and in sight, so that nothing in it reads as an instruction.",
};

/** Statements without a proof because they do not apply: a promise not kept, or a feature that does not exist. */
export const NOT_SO = {
  S31: "Does not apply: no webhooks are sent. Anchors go where whoever runs the product says, over https without redirects.",
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
      throw new Error(`${file} names ${number}, which is no statement of ${import.meta.filename}.`);
    if (NOT_SO[number]) throw new Error(`${file} proves ${number}, which NOT_SO says is not so. Take it out of there.`);
  }
  const numbers = Object.keys(STATEMENTS);
  const proofs = (number) => tests.filter((test) => test.number === number);
  const proved = numbers.filter((number) => proofs(number).length > 0);
  const open = numbers.filter((number) => !proved.includes(number) && !NOT_SO[number]);
  return [
    "# Security: what is promised and what of it is proved",
    "",
    "Written by `node scripts/security-statements.mjs` from the names of the tests. A test proves what it says and not more:",
    "a statement in the first list may reach further than its tests do.",
    "",
    `Of ${numbers.length} statements, ${proved.length} have tests, ${open.length} have none yet, and ${Object.keys(NOT_SO).length} do not hold or do not apply.`,
    "",
    "## Proved by tests",
    "",
    ...proved.flatMap((number) => [`- **${number}** ${STATEMENTS[number]}`, ...linesOf(proofs(number))]),
    "",
    "## Not yet proved",
    "",
    "The product may do these; no test says so.",
    "",
    ...open.map((number) => `- **${number}** ${STATEMENTS[number]}`),
    "",
    "## Does not hold, or does not apply",
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
