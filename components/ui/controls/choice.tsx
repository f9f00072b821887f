import { NativeSelect, type NativeSelectProps } from "@mantine/core";

type Props = Omit<NativeSelectProps, "data"> & {
  data: readonly { value: string; label: string; disabled?: boolean }[];
};

/** A required select without a default. */
export function Choice({ data, ...props }: Props) {
  return <NativeSelect required {...props} data={[{ value: "", label: "Choose" }, ...data]} />;
}
