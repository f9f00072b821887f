import { Facts } from "#components/ui/page/facts.tsx";
import { CodeText } from "#components/ui/words/code-text.tsx";
import type { Identity } from "#lib/auth/identify-person.ts";
import { refusedIdentity } from "#lib/auth/session.ts";
import { ACCESS_ENDED, TOO_MANY_SIGN_INS, UNKNOWN_IDENTITY } from "#lib/auth/sign-in-failures.ts";
import { firstAdminCommand } from "./first-admin-command.ts";
import classes from "./refusal.module.css";

/** Explains why a sign-in was refused and what to do next. */
export async function Refusal({ error }: { error: string }) {
  const identity = error === UNKNOWN_IDENTITY || error === ACCESS_ENDED ? await refusedIdentity() : null;
  if (error === UNKNOWN_IDENTITY && identity) return <Unknown identity={identity} />;
  if (error === ACCESS_ENDED && identity) return <Ended identity={identity} />;
  if (error === TOO_MANY_SIGN_INS) {
    return (
      <div role="alert" className={classes.refusal}>
        <p>
          <strong>Too many sign-ins.</strong> Wait a minute, then try again. After ten refused sign-ins, an account
          waits 15 minutes.
        </p>
      </div>
    );
  }
  return (
    <div role="alert" className={classes.refusal}>
      <p>
        <strong>The sign-in did not succeed.</strong> Try again. If it keeps failing, ask an admin to look at the
        server's log and at the configuration of the identity provider.
      </p>
    </div>
  );
}

function Unknown({ identity }: { identity: Identity }) {
  return (
    <div role="alert" className={classes.refusal}>
      <p>
        <strong>Your identity is not linked to anyone in this program.</strong> Ask an admin to add you under Settings,
        People, and to link this identity:
      </p>
      <IdentityFacts identity={identity} />
      <p>
        If there is no admin yet, run this command on the server, from the checkout and with the server's variables set.
        Replace NAME and EMAIL with your own. With the embedded database, stop the server first.
      </p>
      <CodeText block label="The command for the first admin">
        {firstAdminCommand(identity)}
      </CodeText>
    </div>
  );
}

/** Shown only to the person who owns the identity. */
function Ended({ identity }: { identity: Identity }) {
  return (
    <div role="alert" className={classes.refusal}>
      <p>
        <strong>Your access to this program has ended.</strong> Returning people are added again. Ask an admin to erase
        your old entry under Settings, People, add you again and link this identity:
      </p>
      <IdentityFacts identity={identity} />
    </div>
  );
}

function IdentityFacts({ identity: { issuer, subject } }: { identity: Identity }) {
  return (
    <Facts
      items={[
        { label: "Issuer", value: <CodeText>{issuer}</CodeText> },
        { label: "Subject", value: <CodeText>{subject}</CodeText> },
      ]}
    />
  );
}
