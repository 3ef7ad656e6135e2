'use client';

import dynamic from 'next/dynamic';
import type { ComponentType } from 'react';
import { QuestionTable, type TableProps } from '@/components/list/question-table';
import type { AnyRows } from './view';

/** The table of a list of each task, whose script is fetched only where it stands. */
const known = new Map<string, ComponentType<TableProps>>();

/** Makes the rows of a task known. */
export function addTable(task: string, table: ComponentType<TableProps>): void {
  known.set(task, table);
}

/** The table of questions with these rows. */
export const tableOf = (rows: AnyRows) =>
  function RowsTable(props: TableProps) {
    return <QuestionTable {...props} rows={rows} />;
  };

addTable(
  'patch',
  dynamic(async () => tableOf((await import('./patch/rows')).patchRows as AnyRows)),
);
addTable(
  'ablate',
  dynamic(async () => tableOf((await import('./ablate/rows')).ablateRows as AnyRows)),
);
addTable(
  'feature',
  dynamic(async () => tableOf((await import('./feature/rows')).featureRows as AnyRows)),
);
addTable(
  'activation',
  dynamic(async () => tableOf((await import('./activation/rows')).activationRows as AnyRows)),
);

/** Questions of a task as rows. */
export function TaskTable({ task, ...props }: TableProps & { task: string }) {
  const Table = known.get(task);
  if (!Table) throw new Error(`No page lists questions of the task ${task}.`);
  return <Table {...props} />;
}
