import { Table, VisuallyHidden } from "@mantine/core";
import { formatCount } from "#components/charts/format.ts";

export interface ChartTableColumn {
  key: string;
  header: string;
  /** Right-aligned with tabular numerals. */
  numeric?: boolean;
}

/** Values by column key, written as they are to be read; plain numbers are counts. Null is an empty cell. */
export type ChartTableRow = Readonly<Record<string, string | number | null>>;

export interface ChartTableProps {
  caption: string;
  columns: readonly ChartTableColumn[];
  rows: readonly ChartTableRow[];
}

/** The values of a chart; the first column names the row and is different in each. */
export function ChartTable({ caption, columns, rows }: ChartTableProps) {
  const [first, ...others] = columns;
  if (!first) return null;
  return (
    <Table stickyHeader fz="sm" tabularNums verticalSpacing={4} captionSide="top">
      <Table.Caption m={0} p={0}>
        <VisuallyHidden>{caption}</VisuallyHidden>
      </Table.Caption>
      <Table.Thead>
        <Table.Tr>
          {columns.map(({ key, header, numeric }) => (
            <Table.Th key={key} scope="col" ta={numeric ? "right" : "left"}>
              {header}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row[first.key]}>
            <Table.Th scope="row" fw={400} ta={first.numeric ? "right" : "left"}>
              {cell(row[first.key])}
            </Table.Th>
            {others.map(({ key, numeric }) => (
              <Table.Td key={key} ta={numeric ? "right" : "left"}>
                {cell(row[key])}
              </Table.Td>
            ))}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function cell(value: string | number | null | undefined): string {
  return typeof value === "number" ? formatCount(value) : (value ?? "");
}
