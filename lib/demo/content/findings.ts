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
    "The endpoint takes the id from the address and never compares its owner with the caller.",
    "The owner is compared in the query; a test asks with the wrong one.",
  ),
  finding(
    "high",
    639,
    "Invoice files are named by a running number",
    "Whoever knows one name can guess the next, and the links do not expire.",
    "Names are random, and links end after five minutes.",
  ),
  finding(
    "high",
    798,
    "A vendor's key is in the configuration file",
    "It was checked in with the first draft and is the same in every environment.",
    "The key was replaced and comes from the vault now.",
  ),
  finding(
    "high",
    918,
    "The fetcher follows redirects to internal addresses",
    "A partner can make it read the metadata of the machine.",
    "Addresses are resolved and checked before each request, redirects included.",
  ),
  finding(
    "high",
    22,
    "Archive entries can write outside the folder",
    "Entry names with .. are joined as they are.",
    "Entries are resolved and refused outside the folder; there is a test with such an archive.",
  ),
  finding(
    "high",
    347,
    "Tokens of another issuer are accepted",
    "The signature is checked, the issuer and the audience are not.",
    "Issuer and audience are pinned.",
  ),
  finding(
    "high",
    269,
    "The job's role can pass any role",
    "With it the job can act as every role of the account.",
    "The role to pass is named, and the service that may receive it.",
  ),
  finding(
    "high",
    284,
    "Support can act as a customer without a trace",
    "The session looks like the customer's own in every log.",
    "Each act carries the agent, and the customer is told.",
  ),
  finding(
    "critical",
    312,
    "Card numbers reach the debug log",
    "The whole request is logged when the acquirer answers with an error.",
    "Fields are listed one by one; numbers never are. Old logs were deleted.",
  ),
  finding(
    "high",
    306,
    "The repair port answers without authentication",
    "On the shop network everybody can reach it.",
    "The port is closed; repairs go through the gateway.",
  ),
];

/** Worth fixing, but they do not delay a launch. */
export const MODERATE: FindingContent[] = [
  finding(
    "medium",
    770,
    "No limit on requests by client",
    "One client can use up what all share.",
    "Limited by client at the gateway.",
  ),
  finding(
    "medium",
    532,
    "E-mail addresses in the access log",
    "They are part of the address of the page.",
    "Moved into the body; the log keeps a digest.",
  ),
  finding(
    "medium",
    613,
    "Sessions live for thirty days",
    "A lost phone stays signed in for as long.",
    "Eight hours without use, and a list to end sessions.",
  ),
  finding(
    "medium",
    1333,
    "A pattern can be made to run for minutes",
    "The check of names backtracks on long input.",
    "Replaced by a plain scan with a limit of length.",
  ),
  finding(
    "medium",
    311,
    "The internal hop is not encrypted",
    "Between the balancer and the service it is plain text.",
    "The service speaks TLS itself.",
  ),
  finding(
    "medium",
    400,
    "Uploads are read into memory whole",
    "Three large files at once end the process.",
    "Read as a stream, with a limit of 20 MB.",
  ),
  finding(
    "medium",
    209,
    "Error pages show the query",
    "They were made for the test environment.",
    "The page shows a request id only.",
  ),
  finding(
    "medium",
    1188,
    "The bucket keeps every version for ever",
    "Deleted data of customers stays in old versions.",
    "Old versions go after thirty days.",
  ),
  finding(
    "medium",
    923,
    "The partner's network may reach every port",
    "Only one is used.",
    "Narrowed to one port and two addresses.",
  ),
  finding(
    "medium",
    285,
    "Read access is given to the whole department",
    "Six people need it.",
    "A group of six, checked twice a year.",
  ),
  finding("low", 1021, "The page can be framed", "No header says who may.", "Framing is refused."),
  finding(
    "low",
    778,
    "Failed sign-ins are not counted",
    "Nobody would notice a thousand of them.",
    "Counted, with an alert.",
  ),
  finding("low", 1104, "A library is two major versions behind", "It gets no fixes any more.", "Updated."),
  finding(
    "low",
    614,
    "A cookie lacks the Secure flag",
    "It holds a language only, but the next one may not.",
    "The flag is set for all cookies.",
  ),
  finding(
    "low",
    693,
    "No second person for a change of the rules",
    "One analyst can switch a rule off alone.",
    "A second person confirms.",
  ),
  finding("info", null, "The drawing shows the old queue", "The text is right.", "Redrawn."),
  finding("info", null, "The runbook does not say who to call", "Add the team on duty.", "Added."),
];
