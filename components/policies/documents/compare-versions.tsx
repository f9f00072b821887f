import { Button, NativeSelect } from "@mantine/core";
import { ProfileChanges } from "#components/policies/profiles/profile-changes.tsx";
import { profileDiff } from "#lib/policies/rules/profile-diff.ts";
import type { ProfileView } from "#lib/policies/rules/run-view.ts";
import classes from "../profiles/profile-changes.module.css";

type Props = { versions: readonly ProfileView[]; from: number; to: number };

/** Two versions of a profile side by side, selected by the URL. */
export function CompareVersions({ versions, from, to }: Props) {
  const before = versions.find(({ version }) => version === from);
  const after = versions.find(({ version }) => version === to);
  return (
    <>
      <form method="get" className={classes.pick}>
        <Pick name="from" label="From" versions={versions} chosen={from} />
        <Pick name="to" label="To" versions={versions} chosen={to} />
        <Button type="submit" variant="default">
          Compare
        </Button>
      </form>
      {before && after ? <ProfileChanges changes={profileDiff(before.definition, after.definition)} /> : null}
    </>
  );
}

function Pick(props: { name: string; label: string; versions: readonly ProfileView[]; chosen: number }) {
  const { name, label, versions, chosen } = props;
  return (
    <NativeSelect
      key={chosen}
      label={label}
      name={name}
      defaultValue={chosen}
      data={versions.map(({ version }) => ({ value: String(version), label: `Version ${version}` }))}
    />
  );
}
