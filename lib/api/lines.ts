/** Lines of JSON (NDJSON), one object each: the type of exports, and how rows become text. */
export const LINES_TYPE = 'application/x-ndjson';

export const linesOf = (rows: readonly unknown[]): string =>
  rows.map((row) => `${JSON.stringify(row)}\n`).join('');

/** Rows with the fields that are asked for, in that order; whole where none are named. */
export function chosenFields<Row extends object>(
  rows: readonly Row[],
  fields: readonly (keyof Row)[] | undefined,
): readonly Partial<Row>[] {
  if (!fields) return rows;
  return rows.map(
    (row) => Object.fromEntries(fields.map((field) => [field, row[field]])) as unknown as Partial<Row>,
  );
}
