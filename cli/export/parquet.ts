import { fileWriter, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';

import { replaceFile } from '../files';
import type { Column, RowItem } from './columns';

/** Rows of a group, which is what is held at once. */
const GROUP_ROWS = 2000;

/**
 * Writes rows as a Parquet file, a group of them at a time.
 * @returns the number of rows
 */
export async function writeParquet(
  file: string,
  columns: readonly Column[],
  chunks: AsyncIterable<readonly RowItem[]>,
): Promise<number> {
  let count = 0;
  await replaceFile(file, async (temporary) => {
    const writer = new ParquetWriter({
      writer: fileWriter(temporary),
      schema: schemaFromColumnData({ columnData: dataOf(columns, []) }),
    });
    let group: RowItem[] = [];
    const flush = async () => {
      if (group.length > 0)
        await writer.write({ columnData: dataOf(columns, group), rowGroupSize: GROUP_ROWS });
      group = [];
    };
    for await (const rows of chunks) {
      group.push(...rows);
      count += rows.length;
      if (group.length >= GROUP_ROWS) await flush();
    }
    await flush();
    await writer.finish();
  });
  return count;
}

const dataOf = (columns: readonly Column[], rows: readonly RowItem[]) =>
  columns.map(({ name, type, of }) => ({
    name,
    type,
    nullable: true,
    data: rows.map(of),
  }));
