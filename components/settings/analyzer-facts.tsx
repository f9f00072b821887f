import { Facts } from "#components/ui/page/facts.tsx";
import { Status } from "#components/ui/words/status.tsx";
import { type CredentialFacts, SOURCE_WORDS } from "#lib/policies/rules/aws/credentials.ts";
import { capital } from "#lib/words.ts";

type Props = {
  status: {
    region: string;
    endpoint: string | null;
    credentials: CredentialFacts | null;
    problem: string | null;
    requests: number;
    budget: number;
  };
};

const USE = {
  accepted: { value: "pass", label: "In use" },
  warned: { value: "at_risk", label: "In use, with a warning" },
  refused: { value: "fail", label: "Refused" },
} as const;

/** The AWS connection. Only safe parts of the credentials are shown. */
export function AnalyzerFacts({ status }: Props) {
  const { region, endpoint, credentials, problem, requests, budget } = status;
  return (
    <Facts
      items={[
        { label: "Region", value: region },
        { label: "Endpoint", value: endpoint ?? "AWS’s own" },
        ...(credentials ? credentialItems(credentials) : [{ label: "Credentials", value: problem ?? "None" }]),
        { label: "Requests today", value: `${requests} of ${budget}` },
      ]}
    />
  );
}

function credentialItems({ use, source, keyId, expiresAt, warning }: CredentialFacts) {
  const words = SOURCE_WORDS[source];
  return [
    {
      label: "Credentials",
      value: (
        <>
          <Status value={USE[use].value} label={USE[use].label} size="sm" />
          {warning ? ` ${warning}` : null}
        </>
      ),
    },
    { label: "Source", value: capital(words) },
    { label: "Key", value: keyId },
    { label: "Ends", value: expiresAt ? expiresAt.toISOString() : "Not given by the source" },
  ];
}
