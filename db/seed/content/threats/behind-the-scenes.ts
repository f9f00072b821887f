import { late, type ThreatContent, threat } from "./threat.ts";

export const BATCH: ThreatContent[] = [
  threat(
    "H I C",
    [
      "former receiver",
      "whose access was not ended",
      "fetch files long after the contract",
      "business data in the wrong hands",
    ],
    "exported files",
    "Access ends with the contract, checked every month",
    "Files are deleted after seven days",
  ),
  threat(
    "H T I",
    [
      "attacker",
      "with write access to the input folder",
      "change amounts before the run",
      "wrong payments that look right",
    ],
    "input files",
    "Input is signed by the sender and checked before the run",
  ),
  threat(
    "M R I",
    ["operator", "who starts a run by hand", "run it twice", "bookings that happen twice"],
    "the run log",
    "Each run has a key that the ledger accepts once",
  ),
  threat(
    "M D A",
    ["file", "of unexpected size", "fill the disk of the job", "no export on that day"],
    "the nightly run",
    "Stop at a limit and alert; the other files go on",
  ),
  late(
    threat(
      "H E CI",
      [
        "job",
        "whose role can do more than it needs",
        "reach data of other teams when it is taken over",
        "one weak job opens the account",
      ],
      "the account",
      "A role of its own with the two buckets it uses",
    ),
  ),
  threat(
    "L I C",
    ["recipient", "of a mail about the run", "see file names with customer numbers", "hints on who buys"],
    "file names",
    "Name files by run and day only",
  ),
];

export const UPLOAD: ThreatContent[] = [
  threat(
    "H T IA",
    [
      "partner or attacker",
      "who may send files",
      "send one that makes the parser write or run something",
      "takes over the worker",
    ],
    "the worker",
    "Parse in a sandbox without network and with a read-only disk",
    "Refuse entries outside of the folder",
  ),
  threat(
    "M D A",
    [
      "sender",
      "of an archive that unpacks to a thousand times its size",
      "use up memory and disk",
      "nobody else's file is read",
    ],
    "the import queue",
    "Count bytes while unpacking and stop at a limit",
  ),
  threat(
    "H S I",
    [
      "attacker",
      "who knows a partner's upload address",
      "send files in the partner's name",
      "wrong prices or bookings",
    ],
    "partner files",
    "Each partner signs uploads with a key of its own",
  ),
  threat(
    "M I C",
    [
      "worker",
      "that follows addresses in a file",
      "fetch internal addresses for the sender",
      "disclosure of internal data",
    ],
    "internal services",
    "Resolve and check addresses; no internal ones, no redirects",
  ),
  late(
    threat(
      "H R I",
      ["partner", "whose file was wrong", "claim to have sent another one", "disputes on who pays"],
      "originals",
      "Keep each original with its digest and time of arrival",
    ),
  ),
  threat(
    "L T I",
    ["sender", "of a file in another encoding", "get names mangled", "records that nobody finds"],
    "imported records",
    "Refuse what is no valid UTF-8",
  ),
];

export const DATA_LAKE: ThreatContent[] = [
  threat(
    "H I C",
    ["analyst", "with access to raw data", "look up people they know", "disclosure of what somebody bought or did"],
    "customer records",
    "Names and addresses are replaced on arrival",
    "Queries are recorded and looked through",
  ),
  threat(
    "H E C",
    ["job", "that may read one data set", "read all of them through a shared role", "data without an owner's consent"],
    "data sets",
    "One role for each job and data set, granted by the owner",
  ),
  threat(
    "M T I",
    [
      "producer",
      "with a broken release",
      "write events that do not fit",
      "reports and models that are wrong for weeks",
    ],
    "events",
    "Check each event against its contract and set aside what does not fit",
  ),
  threat(
    "M D A",
    ["query", "without a filter", "use up the cluster", "no reports in the morning"],
    "the cluster",
    "Limits for each team and query",
  ),
  late(
    threat(
      "H I C",
      ["partner account", "that data is shared with", "share it further", "data beyond what the contract says"],
      "shared data sets",
      "Share views with the agreed columns only, encrypted with a key that we can revoke",
    ),
  ),
  threat(
    "M R I",
    ["owner", "who approved access", "forget it", "access that nobody needs any more"],
    "grants",
    "Grants end after ninety days unless they are renewed",
  ),
];

export const PIPELINE: ThreatContent[] = [
  threat(
    "H E CI",
    [
      "developer",
      "with the right to push a branch",
      "change the build so that it prints secrets",
      "keys of production in the log",
    ],
    "secrets of builds",
    "Secrets are only there for protected branches",
    "Mask values, and replace them when they show",
  ),
  threat(
    "H T I",
    ["attacker", "who took over a dependency", "run code in every build", "altered software in production"],
    "what is built",
    "Pin dependencies by digest",
    "Builds have no network after the download",
  ),
  threat(
    "H S I",
    [
      "attacker",
      "with write access to the store",
      "put something else under a known name",
      "altered software in production",
    ],
    "artefacts",
    "Names are written once",
    "Deployments check the signature of the build",
  ),
  threat(
    "M E C",
    ["build of a fork", "that anybody can start", "reach internal addresses", "a way into the network"],
    "the build network",
    "Forks build on machines without internal network",
  ),
  late(
    threat(
      "H E CI",
      [
        "build role",
        "that can be assumed by any repository",
        "deploy to the account of another team",
        "one careless team opens all accounts",
      ],
      "team accounts",
      "The trust policy names the repository and the branch",
    ),
  ),
  threat(
    "L R I",
    ["developer", "who restarted a deployment", "not be found in the record", "longer incidents"],
    "the deployment record",
    "Write who and why for each start",
  ),
];

export const CLOUD: ThreatContent[] = [
  threat(
    "H E CI",
    [
      "team",
      "that writes its own roles",
      "give itself more than the guard rails allow",
      "an account that nobody controls",
    ],
    "cloud accounts",
    "A boundary on every role that only the platform can change",
  ),
  threat(
    "H I C",
    [
      "partner network",
      "that is routed into the hub",
      "reach machines it has no business with",
      "a way around the front door",
    ],
    "internal networks",
    "Routes and ports are listed one by one",
    "Traffic between partners is refused",
  ),
  threat(
    "M R I",
    ["administrator", "of an account", "stop its trail", "acts that leave no trace"],
    "trails",
    "Trails are written to an account of their own and can not be stopped from below",
  ),
  threat(
    "M D A",
    ["mistake in a template", "that goes to all accounts at once", "break every service", "an outage of everything"],
    "all accounts",
    "Roll out in waves, with a stop in between",
  ),
  late(
    threat(
      "H S CI",
      ["attacker", "with a long-lived key of a former project", "act in an account", "costs and data loss"],
      "access keys",
      "No keys: jobs and people get sessions of an hour",
    ),
  ),
  threat(
    "L I C",
    ["anybody", "who reads tags", "learn what is being prepared", "hints for competitors"],
    "tags",
    "Tags hold a number, not a name",
  ),
];

export const DEVICES: ThreatContent[] = [
  threat(
    "H S CI",
    ["attacker", "with the key of one terminal", "speak as any terminal", "false sales in every shop"],
    "terminal identities",
    "A certificate for each terminal, with its key in hardware",
  ),
  threat(
    "H T I",
    ["attacker", "on the shop's network", "offer firmware of their own", "terminals that copy cards"],
    "firmware",
    "Terminals check a signature and refuse older versions",
  ),
  threat(
    "M D A",
    ["faulty update", "that goes to every terminal", "leave terminals dark", "no sales for a day"],
    "terminals",
    "Updates go out in waves and roll back by themselves",
  ),
  threat(
    "M E I",
    ["repair technician", "with the maintenance tool", "open a shell on any terminal", "changes without a trace"],
    "terminals",
    "A code for each repair, for one terminal and one hour",
  ),
  late(
    threat(
      "H I C",
      [
        "finder",
        "of a terminal that was thrown away",
        "read keys and sales from its memory",
        "keys that open the gateway",
      ],
      "stored keys and sales",
      "Erase when the seal is opened, and revoke the certificate when a terminal is retired",
    ),
  ),
  threat(
    "L R I",
    ["shop", "that disputes a sale", "deny what the terminal sent", "work that nobody pays for"],
    "sales records",
    "Terminals sign what they send and count it",
  ),
];
