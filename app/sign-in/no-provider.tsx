import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { CodeText } from "#components/ui/words/code-text.tsx";

/** Shown when no provider is configured: lists the settings the operator needs. */
export function NoProvider() {
  return (
    <EmptyState title="No way to sign in is configured">
      Set <CodeText>OIDC_ISSUER</CodeText>, <CodeText>OIDC_CLIENT_ID</CodeText> and{" "}
      <CodeText>OIDC_CLIENT_SECRET</CodeText> for your identity provider, or <CodeText>GITHUB_ID</CodeText> and{" "}
      <CodeText>GITHUB_SECRET</CodeText> for GitHub, then start again.
    </EmptyState>
  );
}
