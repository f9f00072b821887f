import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { DemoTag } from "#components/frame/demo-tag.tsx";
import { Message } from "#components/frame/message.tsx";
import { database } from "#db/client.ts";
import { demoPeople } from "#lib/auth/demo-people.ts";
import { ownPath } from "#lib/auth/own-path.ts";
import { configuredProviders, PROVIDER_NAMES } from "#lib/auth/providers.ts";
import { currentPerson } from "#lib/auth/session.ts";
import { env } from "#lib/env.ts";
import { DemoSignIn } from "./demo-sign-in.tsx";
import { NoProvider } from "./no-provider.tsx";
import { ProviderSignIn } from "./provider-sign-in.tsx";
import { Refusal } from "./refusal.tsx";
import classes from "./sign-in.module.css";

export const metadata: Metadata = { title: "Sign in" };

type Props = { searchParams: Promise<{ callbackUrl?: string | string[]; error?: string | string[] }> };

export default async function SignInPage({ searchParams }: Props) {
  const { callbackUrl, error } = await searchParams;
  const target = ownPath(typeof callbackUrl === "string" ? callbackUrl : null, env().origin);
  if (await currentPerson()) redirect(target);
  const providers = configuredProviders();
  const others = providers.filter((id) => id !== "demo");
  return (
    <>
      {env().demo ? (
        <div className={classes.demo}>
          <DemoTag />
        </div>
      ) : null}
      <Message title="Sign in" wide={env().demo}>
        {typeof error === "string" ? <Refusal error={error} /> : null}
        <div className={classes.ways}>
          {providers.includes("demo") ? (
            <DemoSignIn people={await demoPeople((await database()).db)} target={target} />
          ) : null}
          {others.map((id) => (
            <ProviderSignIn key={id} provider={id} name={PROVIDER_NAMES[id]} target={target} />
          ))}
        </div>
        {providers.length === 0 ? <NoProvider /> : null}
        <noscript>
          <p>Signing in needs JavaScript, which is off in this browser. Switch it on for this address and reload.</p>
        </noscript>
      </Message>
    </>
  );
}
