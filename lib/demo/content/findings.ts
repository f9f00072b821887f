import type { Severity } from "#lib/findings/rules.ts";

export type FindingContent = {
  title: string;
  description: string;
  severity: Severity;
  cwe: number | null;
  /** The team's answer once it is fixed. */
  answer: string;
};

function finding(severity: Severity, cwe: number | null, title: string, description: string, answer: string) {
  return { title, description, severity, cwe, answer };
}

/** Problems in designs and code that block an approval. */
export const SERIOUS: FindingContent[] = [
  finding(
    "critical",
    862,
    "Any signed-in user can read any order",
    "The endpoint takes the ID from the URL and never compares its owner with the caller.",
    "The query checks the owner, and a test tries the wrong owner.",
  ),
  finding(
    "high",
    639,
    "Invoice files have sequential numbers as names",
    "Anyone who knows one name can guess the next, and the links do not expire.",
    "Names are random, and links expire after five minutes.",
  ),
  finding(
    "high",
    798,
    "A vendor's key is in the configuration file",
    "The key was committed with the first draft and is the same in every environment.",
    "The key was rotated and now comes from the vault.",
  ),
  finding(
    "high",
    918,
    "The fetcher follows redirects to internal addresses",
    "A partner can make the fetcher read the instance metadata.",
    "Addresses are resolved and checked before each request, including redirects.",
  ),
  finding(
    "high",
    22,
    "Archive entries can write outside the folder",
    "Entry names containing .. are joined unchanged.",
    "Entries are resolved, and rejected if outside the folder. A test covers such an archive.",
  ),
  finding(
    "high",
    347,
    "Tokens from another issuer are accepted",
    "The signature is checked, but the issuer and audience are not.",
    "Issuer and audience are pinned.",
  ),
  finding(
    "high",
    269,
    "The job's role can pass any role",
    "With this permission, the job can act as any role in the account.",
    "The policy names the role to pass and the service that may receive it.",
  ),
  finding(
    "high",
    284,
    "Support can act as a customer without a trace",
    "The session looks like the customer's own in every log.",
    "Each action records the agent, and the customer is notified.",
  ),
  finding(
    "critical",
    312,
    "Card numbers reach the debug log",
    "The whole request is logged when the acquirer returns an error.",
    "Logged fields come from an allowlist without card numbers. Old logs were deleted.",
  ),
  finding(
    "high",
    306,
    "The repair port answers without authentication",
    "Anyone on the shop network can reach the port.",
    "The port is closed; repairs go through the gateway.",
  ),
];

/** Worth fixing, but they do not delay a launch. */
export const MODERATE: FindingContent[] = [
  finding(
    "medium",
    770,
    "No request limit per client",
    "One client can use up the shared capacity.",
    "Requests are rate-limited per client at the gateway.",
  ),
  finding(
    "medium",
    532,
    "Email addresses in the access log",
    "The addresses are part of the page URL.",
    "Moved to the request body; the log keeps a digest.",
  ),
  finding(
    "medium",
    613,
    "Sessions last thirty days",
    "A lost phone stays signed in for thirty days.",
    "Sessions expire after eight idle hours, and users can end them from a list.",
  ),
  finding(
    "medium",
    1333,
    "A pattern can run for minutes",
    "The name check backtracks on long input.",
    "Replaced by a plain scan with a length limit.",
  ),
  finding(
    "medium",
    311,
    "The internal hop is not encrypted",
    "Traffic between the load balancer and the service is plain text.",
    "The service now uses TLS itself.",
  ),
  finding(
    "medium",
    400,
    "Uploads are read entirely into memory",
    "Three large files at the same time crash the process.",
    "Uploads are streamed, with a limit of 20 MB.",
  ),
  finding(
    "medium",
    209,
    "Error pages show the query",
    "The error pages were made for the test environment.",
    "The page only shows a request ID.",
  ),
  finding(
    "medium",
    1188,
    "The bucket keeps every version permanently",
    "Deleted customer data remains in old versions.",
    "Old versions are deleted after thirty days.",
  ),
  finding(
    "medium",
    923,
    "The partner's network can reach every port",
    "Only one port is used.",
    "Restricted to one port and two addresses.",
  ),
  finding(
    "medium",
    285,
    "The whole department has read access",
    "Six people need access.",
    "Access is limited to a group of six, reviewed twice a year.",
  ),
  finding("low", 1021, "The page can be framed", "No header restricts framing.", "Framing is blocked."),
  finding(
    "low",
    778,
    "Failed sign-ins are not counted",
    "A thousand failed sign-ins would go unnoticed.",
    "Failed sign-ins are counted and trigger an alert.",
  ),
  finding(
    "low",
    1104,
    "A library is two major versions behind",
    "The version in use no longer gets fixes.",
    "Updated.",
  ),
  finding(
    "low",
    614,
    "A cookie lacks the Secure flag",
    "The cookie only stores a language, but the next cookie may not.",
    "All cookies now have the flag.",
  ),
  finding(
    "low",
    693,
    "Rule changes need no second person",
    "One analyst can disable a rule alone.",
    "A second person confirms each change.",
  ),
  finding("info", null, "The diagram shows the old queue", "The text is correct.", "Redrawn."),
  finding("info", null, "The runbook does not say whom to call", "Add the on-call team.", "Added."),
];
