import { type ExampleModel, type ExampleThreat, exampleThreatComposer } from "#lib/threat-models/formats/example.ts";
import type { ServiceKind } from "./organisation.ts";

type Kind = Exclude<ServiceKind, "small">;
type Model = { dataflow: string; threats: ExampleThreat[] };

type Rest = Pick<ExampleThreat, "stride" | "priority" | "goals" | "assets" | "impact" | "mitigations">;

function threat(source: string, prerequisites: string, action: string, rest: Rest): ExampleThreat {
  return { source, prerequisites, action, ...rest };
}

const done = (content: string) => ({ content, status: "resolved" as const });
const planned = (content: string) => ({ content, status: "identified" as const });
const started = (content: string) => ({ content, status: "in_progress" as const });

const LIMITS = done("Requests are limited by client at the gateway");
const OWNER = done("Every query carries the owner of the object, and a test asks with the wrong one");
const LEAST = done("The role names its actions and resources; the policy checks hold it to that");
const VAULT = done("Secrets come from the vault at start and are rotated every ninety days");
const RECORD = done("Every act is recorded with who and when, in a log that the service can not change");

/**
 * The threats of a service by its kind. The first one has no mitigation in the first edition of a model that came in too
 * early; the last one is added by a later edition.
 */
const MODELS: Record<Kind, Model> = {
  api: {
    dataflow: "Customers and partners → gateway → service → table and queue. Tokens are checked at the gateway.",
    threats: [
      threat("A signed-in customer", "with the number of somebody else's order", "read or change that order", {
        impact: "disclosure of addresses and orders",
        goals: ["confidentiality"],
        assets: ["orders"],
        priority: "High",
        stride: "ID",
        mitigations: [OWNER],
      }),
      threat("An outsider", "with a list of leaked passwords", "try them against the sign-in of the API", {
        impact: "taken over accounts",
        goals: ["confidentiality"],
        assets: ["accounts"],
        priority: "High",
        stride: "S",
        mitigations: [LIMITS, started("Known leaked passwords are refused")],
      }),
      threat("A client with a bug", "that repeats every request", "use up the capacity that all clients share", {
        impact: "slow answers for everybody",
        goals: ["availability"],
        assets: ["the API"],
        priority: "Medium",
        stride: "D",
        mitigations: [LIMITS],
      }),
      threat("A developer", "with access to production logs", "read tokens that were logged with a request", {
        impact: "use of a session of somebody else",
        goals: ["confidentiality"],
        assets: ["tokens"],
        priority: "Medium",
        stride: "I",
        mitigations: [done("Headers are logged by a list of names; tokens are not on it")],
      }),
      threat("A customer", "who disputes an order", "deny having placed it", {
        goals: ["accountability"],
        assets: ["orders"],
        priority: "Low",
        stride: "R",
        mitigations: [RECORD],
      }),
      threat("A partner's client", "that was given up", "keep calling with a token that never ends", {
        impact: "access nobody watches",
        goals: ["confidentiality"],
        assets: ["orders"],
        priority: "Medium",
        stride: "S",
        mitigations: [planned("Partner tokens end after a day and are renewed by certificate")],
      }),
    ],
  },
  payments: {
    dataflow:
      "Checkout → gateway → vault → acquirer. Card numbers exist in the vault only; everybody else holds tokens.",
    threats: [
      threat("An engineer on duty", "with a debugging session in production", "read card numbers from memory", {
        impact: "disclosure of card data",
        goals: ["confidentiality"],
        assets: ["card numbers"],
        priority: "High",
        stride: "I",
        mitigations: [done("Debugging in production takes two people and is recorded")],
      }),
      threat("An outsider", "who can reach the callback address", "report a payment that never happened", {
        impact: "goods that were not paid for",
        goals: ["integrity"],
        assets: ["payments"],
        priority: "High",
        stride: "ST",
        mitigations: [done("Callbacks are signed by the acquirer and asked back before they count")],
      }),
      threat("A merchant", "with a refund right", "refund more than was paid", {
        impact: "loss of money",
        goals: ["integrity"],
        assets: ["payments"],
        priority: "High",
        stride: "T",
        mitigations: [done("The sum of refunds is checked in the same transaction")],
      }),
      threat("A former employee", "who knows the key of the vault", "decrypt a stolen backup", {
        impact: "disclosure of card data",
        goals: ["confidentiality"],
        assets: ["backups"],
        priority: "Medium",
        stride: "I",
        mitigations: [VAULT],
      }),
      threat("The acquirer", "that is down for an hour", "leave payments in an unknown state", {
        goals: ["availability"],
        assets: ["payments"],
        priority: "Medium",
        stride: "D",
        mitigations: [started("A second acquirer takes over")],
      }),
      threat("A tester of stolen cards", "with thousands of numbers", "try them in small payments", {
        impact: "fees and a bad name with the acquirer",
        goals: ["integrity"],
        assets: ["the gateway"],
        priority: "Medium",
        stride: "SD",
        mitigations: [LIMITS, planned("Cards are scored before they are sent on")],
      }),
    ],
  },
  batch: {
    dataflow: "Tables → nightly job → files in a bucket → receivers. The job runs under a role of its own.",
    threats: [
      threat("A receiver", "whose key was stolen", "fetch the files of other receivers", {
        impact: "disclosure of invoices",
        goals: ["confidentiality"],
        assets: ["exported files"],
        priority: "High",
        stride: "I",
        mitigations: [done("Each receiver has a prefix and a key that opens only that")],
      }),
      threat("Somebody with write access to the bucket", "between two runs", "change a file before it is fetched", {
        impact: "wrong payments",
        goals: ["integrity"],
        assets: ["exported files"],
        priority: "High",
        stride: "T",
        mitigations: [done("Files are signed; receivers check the signature")],
      }),
      threat("The job", "that is started twice", "pay or send everything twice", {
        impact: "loss of money",
        goals: ["integrity"],
        assets: ["payouts"],
        priority: "High",
        stride: "T",
        mitigations: [done("Each run has a number, and a number is written once")],
      }),
      threat("A developer", "who can change the job's code", "widen what the job reads", {
        goals: ["confidentiality"],
        assets: ["tables"],
        priority: "Medium",
        stride: "E",
        mitigations: [LEAST],
      }),
      threat("The person in charge of exports", "at the end of a quarter", "deny having released a file", {
        goals: ["accountability"],
        assets: ["exported files"],
        priority: "Low",
        stride: "R",
      }),
      threat("An old file", "that nobody deletes", "be read years later by somebody without a reason", {
        goals: ["confidentiality"],
        assets: ["exported files"],
        priority: "Medium",
        stride: "I",
        mitigations: [planned("Files go after ninety days")],
      }),
    ],
  },
  web: {
    dataflow: "Browser → edge → pages → APIs. Sessions are cookies; scripts come from our own domain.",
    threats: [
      threat("An agent", "who acts as a customer", "place orders in their name", {
        impact: "orders nobody wanted, and no trace",
        goals: ["integrity", "accountability"],
        assets: ["orders"],
        priority: "High",
        stride: "SR",
        mitigations: [RECORD, done("The customer is told by mail")],
      }),
      threat("An attacker", "with a page that a customer opens", "send requests with the customer's cookie", {
        impact: "changed addresses",
        goals: ["integrity"],
        assets: ["accounts"],
        priority: "Medium",
        stride: "T",
        mitigations: [done("Cookies are same-site and writes carry a token")],
      }),
      threat("A customer", "who writes into a free field", "run a script in the browser of an agent", {
        impact: "a taken over console",
        goals: ["confidentiality"],
        assets: ["the console"],
        priority: "High",
        stride: "TE",
        mitigations: [done("Output is escaped by the framework, and a content policy allows no inline script")],
      }),
      threat("A vendor's script", "that was changed at the vendor", "read what is typed into the page", {
        impact: "disclosure of addresses and cards",
        goals: ["confidentiality"],
        assets: ["the pages"],
        priority: "High",
        stride: "TI",
        mitigations: [started("Scripts are served by us at a fixed version")],
      }),
      threat("A shared computer", "in a shop", "show the orders of the one before", {
        goals: ["confidentiality"],
        assets: ["sessions"],
        priority: "Low",
        stride: "I",
        mitigations: [done("Sessions end after ten minutes without use")],
      }),
      threat("A crawler", "that follows every link", "sign people out and cancel orders", {
        goals: ["availability"],
        assets: ["orders"],
        priority: "Low",
        stride: "D",
        mitigations: [planned("Nothing changes by following a link")],
      }),
    ],
  },
  upload: {
    dataflow: "Partners and people → upload → quarantine bucket → reader → tables. The reader has no way out.",
    threats: [
      threat("A partner", "whose system was broken into", "send an archive that writes outside its folder", {
        impact: "code that runs in the reader",
        goals: ["integrity"],
        assets: ["the reader"],
        priority: "High",
        stride: "TE",
        mitigations: [done("Entries are resolved and refused outside the folder")],
      }),
      threat("An outsider", "who finds the upload page", "send files so large that the reader stops", {
        impact: "no imports for a day",
        goals: ["availability"],
        assets: ["the reader"],
        priority: "Medium",
        stride: "D",
        mitigations: [done("Size, count and depth are limited before anything is read")],
      }),
      threat("A file", "with formulas in its cells", "run them when somebody opens the export", {
        goals: ["integrity"],
        assets: ["workstations"],
        priority: "Medium",
        stride: "T",
        mitigations: [done("Cells that begin like a formula are quoted")],
      }),
      threat("An employee", "who photographs a private receipt", "leave it where all colleagues can read it", {
        goals: ["confidentiality"],
        assets: ["originals"],
        priority: "Low",
        stride: "I",
        mitigations: [done("Originals are readable by their owner and the accountants")],
      }),
      threat("The text recognition of a vendor", "that keeps what it reads", "pass our documents on", {
        impact: "disclosure of bank data",
        goals: ["confidentiality"],
        assets: ["originals"],
        priority: "High",
        stride: "I",
        mitigations: [started("The contract forbids it, and we send cut-outs only")],
      }),
      threat("A partner", "with a clock that is wrong", "replace a new file with an old one", {
        goals: ["integrity"],
        assets: ["tables"],
        priority: "Medium",
        stride: "T",
        mitigations: [planned("Files carry a number that only grows")],
      }),
    ],
  },
  mobile: {
    dataflow: "App → edge → APIs. The phone keeps a session, the basket and the last orders.",
    threats: [
      threat("A thief", "with an unlocked phone", "order to another address", {
        impact: "loss of money",
        goals: ["integrity"],
        assets: ["accounts"],
        priority: "High",
        stride: "S",
        mitigations: [done("A new address asks for the fingerprint or the password")],
      }),
      threat("Another app", "on the same phone", "catch the link that brings the customer back", {
        impact: "a stolen session",
        goals: ["confidentiality"],
        assets: ["sessions"],
        priority: "High",
        stride: "SI",
        mitigations: [done("Links are bound to our domain, and the answer to the question that was asked")],
      }),
      threat("An attacker", "in the same network", "read what the app sends", {
        goals: ["confidentiality"],
        assets: ["orders"],
        priority: "Medium",
        stride: "I",
        mitigations: [done("Certificates are pinned with two spares")],
      }),
      threat("A developer of a library", "that we ship", "collect what customers look at", {
        goals: ["confidentiality"],
        assets: ["behaviour of customers"],
        priority: "Medium",
        stride: "I",
        mitigations: [started("A list of libraries with what each sends")],
      }),
      threat("A backup of the phone", "in the cloud of its owner", "carry the session to another phone", {
        goals: ["confidentiality"],
        assets: ["sessions"],
        priority: "Low",
        stride: "I",
        mitigations: [done("The session is kept out of backups")],
      }),
      threat("A reseller", "with hundreds of phones", "buy up what is rationed", {
        goals: ["availability"],
        assets: ["stock"],
        priority: "Low",
        stride: "D",
      }),
    ],
  },
  identity: {
    dataflow: "Browser and apps → sign-in → directory → tokens for services. Keys live in hardware.",
    threats: [
      threat("A support agent", "who is tricked on the phone", "reset the second factor of a customer", {
        impact: "a taken over account",
        goals: ["confidentiality"],
        assets: ["accounts"],
        priority: "High",
        stride: "SE",
        mitigations: [done("A reset waits for a day, and the customer is told at once")],
      }),
      threat("An outsider", "with leaked passwords", "sign in as customers who use them twice", {
        impact: "taken over accounts",
        goals: ["confidentiality"],
        assets: ["accounts"],
        priority: "High",
        stride: "S",
        mitigations: [LIMITS, done("Leaked passwords are refused when they are set")],
      }),
      threat("A partner's issuer", "whose key was stolen", "sign tokens for any of our customers", {
        impact: "access to every account",
        goals: ["integrity"],
        assets: ["tokens"],
        priority: "High",
        stride: "SE",
        mitigations: [done("A partner can vouch for its own customers only")],
      }),
      threat("A data owner", "with two hundred requests a week", "approve access without looking", {
        goals: ["confidentiality"],
        assets: ["data sets"],
        priority: "Medium",
        stride: "E",
        mitigations: [started("Access ends by itself after thirty days")],
      }),
      threat("An operator", "with access to the directory", "make themselves a member of a group", {
        goals: ["accountability"],
        assets: ["groups"],
        priority: "Medium",
        stride: "ER",
        mitigations: [RECORD],
      }),
      threat("A phone", "that was sold", "stay signed in", {
        goals: ["confidentiality"],
        assets: ["sessions"],
        priority: "Medium",
        stride: "S",
        mitigations: [planned("Sessions can be ended one by one by their owner")],
      }),
    ],
  },
  data_lake: {
    dataflow: "Services → stream → raw area → cleaned area → readers. Each area has its own key and role.",
    threats: [
      threat("An analyst", "with access to two harmless data sets", "join them so that people can be named", {
        impact: "disclosure of personal data",
        goals: ["confidentiality"],
        assets: ["data sets"],
        priority: "High",
        stride: "I",
        mitigations: [done("Identifiers are replaced by data set, with different keys")],
      }),
      threat("A partner account", "that was given one prefix", "read the bucket next to it", {
        impact: "disclosure of other partners' data",
        goals: ["confidentiality"],
        assets: ["shared data sets"],
        priority: "High",
        stride: "IE",
        mitigations: [LEAST],
      }),
      threat("A service", "with a bug", "send events that poison a model", {
        impact: "wrong decisions on orders",
        goals: ["integrity"],
        assets: ["models"],
        priority: "Medium",
        stride: "T",
        mitigations: [done("Events are checked against a schema and against yesterday")],
      }),
      threat("A job", "that reads everything", "copy a data set to where nobody looks", {
        goals: ["confidentiality"],
        assets: ["data sets"],
        priority: "Medium",
        stride: "I",
        mitigations: [started("Jobs ask the broker for one data set at a time")],
      }),
      threat("A customer", "who asked to be forgotten", "be found in old versions", {
        impact: "a breach of the law",
        goals: ["confidentiality"],
        assets: ["raw events"],
        priority: "Medium",
        stride: "I",
        mitigations: [done("Raw events go after ninety days, versions included")],
      }),
      threat("A region", "that is gone for a day", "take the only copy with it", {
        goals: ["availability"],
        assets: ["data sets"],
        priority: "Low",
        stride: "D",
        mitigations: [planned("A copy in a second region")],
      }),
    ],
  },
  pipeline: {
    dataflow: "Repository → runner → artefact store → deployment. Each build runs in a machine of its own.",
    threats: [
      threat("A contributor", "with a pull request from a fork", "read the secrets of the build", {
        impact: "access to production",
        goals: ["confidentiality"],
        assets: ["secrets"],
        priority: "High",
        stride: "IE",
        mitigations: [done("Builds of forks get no secret and no role")],
      }),
      threat("The author of a package", "that many builds fetch", "ship code that runs at installation", {
        impact: "changed artefacts",
        goals: ["integrity"],
        assets: ["artefacts"],
        priority: "High",
        stride: "T",
        mitigations: [done("Installation scripts are off, versions are locked")],
      }),
      threat("A build", "of one team", "leave something behind for the next one", {
        goals: ["integrity"],
        assets: ["runners"],
        priority: "Medium",
        stride: "TE",
        mitigations: [done("A machine is used once")],
      }),
      threat("A developer", "who may deploy", "deploy something that was never reviewed", {
        goals: ["integrity"],
        assets: ["production"],
        priority: "Medium",
        stride: "E",
        mitigations: [started("Deployments take signed artefacts of the main branch only")],
      }),
      threat("An old token", "in a wiki page", "be used to publish packages", {
        goals: ["integrity"],
        assets: ["packages"],
        priority: "High",
        stride: "S",
        mitigations: [VAULT],
      }),
      threat("A runaway build", "on a Friday evening", "use every runner until Monday", {
        goals: ["availability"],
        assets: ["runners"],
        priority: "Low",
        stride: "D",
        mitigations: [planned("Builds end after an hour")],
      }),
    ],
  },
  cloud: {
    dataflow: "Team → request → vending → account with guard rails → hub. Changes come as templates.",
    threats: [
      threat("A team", "that may write its own roles", "write one that is more than the team itself", {
        impact: "control of the account",
        goals: ["integrity"],
        assets: ["accounts"],
        priority: "High",
        stride: "E",
        mitigations: [done("A permissions boundary holds every role a team writes")],
      }),
      threat("A partner's network", "that is routed into the hub", "reach services that are not for partners", {
        impact: "disclosure of internal data",
        goals: ["confidentiality"],
        assets: ["internal services"],
        priority: "High",
        stride: "IE",
        mitigations: [done("Partners arrive in a segment with a list of addresses")],
      }),
      threat("An administrator", "in a hurry", "switch the trail off and forget it", {
        goals: ["accountability"],
        assets: ["trails"],
        priority: "Medium",
        stride: "R",
        mitigations: [RECORD],
      }),
      threat("A forgotten account", "with an open bucket", "serve our files to everybody", {
        impact: "disclosure of old data",
        goals: ["confidentiality"],
        assets: ["old accounts"],
        priority: "Medium",
        stride: "I",
        mitigations: [started("Accounts without an owner are closed after sixty days")],
      }),
      threat("A vendor", "with a role for support", "use it from somewhere else", {
        goals: ["confidentiality"],
        assets: ["accounts"],
        priority: "Medium",
        stride: "S",
        mitigations: [done("The role asks for an external id and ends after an hour")],
      }),
      threat("A wrong route", "sent by an office", "draw traffic away from production", {
        goals: ["availability"],
        assets: ["the hub"],
        priority: "Low",
        stride: "D",
        mitigations: [planned("Routes are filtered by origin")],
      }),
    ],
  },
  devices: {
    dataflow: "Terminal → mobile network → gateway → services. Terminals stand where anybody can touch them.",
    threats: [
      threat("Somebody in a shop", "with a screwdriver and ten minutes", "take the key out of a terminal", {
        impact: "false terminals in our network",
        goals: ["integrity"],
        assets: ["device keys"],
        priority: "High",
        stride: "S",
        mitigations: [done("Keys live in a chip, one for each terminal")],
      }),
      threat("An attacker", "who can sign firmware", "bring their own to every terminal", {
        impact: "control of all terminals",
        goals: ["integrity"],
        assets: ["firmware"],
        priority: "High",
        stride: "TE",
        mitigations: [done("The signing key is in hardware and takes two people")],
      }),
      threat("A repair shop", "with a remote access", "look into terminals it does not repair", {
        goals: ["confidentiality"],
        assets: ["terminals"],
        priority: "Medium",
        stride: "I",
        mitigations: [started("Access is given for one terminal and one day")],
      }),
      threat("A stolen terminal", "that still has its certificate", "send sales that never were", {
        goals: ["integrity"],
        assets: ["sales"],
        priority: "Medium",
        stride: "S",
        mitigations: [done("A certificate can be withdrawn within the hour")],
      }),
      threat("A bad update", "sent to all at once", "stop every till in the country", {
        impact: "closed shops",
        goals: ["availability"],
        assets: ["terminals"],
        priority: "High",
        stride: "D",
        mitigations: [done("Updates go out in waves and stop by themselves")],
      }),
      threat("A crash dump", "of a terminal", "carry card data to our logs", {
        goals: ["confidentiality"],
        assets: ["card data"],
        priority: "Medium",
        stride: "I",
        mitigations: [planned("Memory of the card reader is left out of dumps")],
      }),
    ],
  },
};

/**
 * The threat model of a service in one of its editions: the first may have a threat without a mitigation, later ones
 * have all, and from the third on the last threat is known too.
 */
export function modelText(service: { name: string; description: string; kind: Kind }, edition: Edition): string {
  const { dataflow, threats } = MODELS[service.kind];
  const known = edition.number < 3 ? threats.slice(0, -1) : threats;
  const model: ExampleModel = {
    seed: service.name,
    name: service.name,
    description: `${service.description} Edition ${edition.number}.`,
    dataflow,
    threats: known.map((threat, index) => (index === 0 && edition.gap ? bare(threat) : threat)),
  };
  return `${JSON.stringify(exampleThreatComposer(model), null, 2)}\n`;
}

/** `gap`: the first threat, which is a high one, has no mitigation yet. */
export type Edition = { number: number; gap: boolean };

function bare({ mitigations: _mitigations, ...threat }: ExampleThreat): ExampleThreat {
  return threat;
}
