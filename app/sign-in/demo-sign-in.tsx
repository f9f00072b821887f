"use client";

import { useRef, useState } from "react";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Initials } from "#components/ui/words/person-name.tsx";
import { signIn } from "#lib/auth/client.ts";
import type { DemoPerson } from "#lib/auth/demo-people.ts";
import classes from "./demo-sign-in.module.css";

/** Demo accounts by role: one click, no password. */
export function DemoSignIn({ people, target }: { people: DemoPerson[]; target: string }) {
  const asked = useRef(false);
  const [failed, setFailed] = useState(false);
  const enter = async (email: string) => {
    if (asked.current) return;
    asked.current = true;
    const answer = await signIn("demo", { email, redirect: false }).catch(() => undefined);
    // The URL fragment never reaches the server, so the browser carries it over.
    if (answer?.ok) return window.location.assign(`${target}${window.location.hash}`);
    asked.current = false;
    setFailed(true);
  };
  if (people.length === 0) {
    return (
      <EmptyState title="The demo accounts are not ready yet">
        The first start writes the demo program. Wait for it to finish, then reload this page.
      </EmptyState>
    );
  }
  return (
    <>
      <p>Choose a person. Each sees their own part of the same program.</p>
      <div role="alert">{failed ? <p className="tone-bad">The sign-in did not succeed. Try again.</p> : null}</div>
      <ul className={classes.people}>
        {people.map(({ email, name, role, sees }) => (
          <li key={email}>
            <button type="button" className={classes.person} onClick={() => enter(email)}>
              <Initials name={name} />
              <span className={classes.words}>
                <span className={classes.name}>
                  {role}: {name}
                </span>
                <span className={classes.sees}>{sees}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
