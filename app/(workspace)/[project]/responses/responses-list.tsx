'use client'
import { ItemList, type ItemListData } from '@/components/item-list/item-list'
import type { ItemListKind } from '@/components/item-list/list-kind'
import { runLinks } from '@/components/runs/run-links'
import { listActs } from '../list-acts'
import { FIRST_COLUMNS, responseColumns } from './columns'

const RESPONSES: ItemListKind = {
  stage: 'RESPONSE',
  one: 'response',
  many: 'responses',
  columns: responseColumns,
  firstColumns: FIRST_COLUMNS,
  filters: [
    ...(['labels', 'outcomes', 'verdicts', 'settledBy', 'categoryIds', 'severities', 'intents', 'origins'] as const),
    ...(['sources', 'models'] as const),
    ...(['steps', 'languages', 'findings'] as const),
  ],
  flags: ['flagged', 'stale', 'quarantined'],
  searched: 'requests and last words',
  empty: 'Responses are made from passed instructions by a run, or come with a file.',
  more: { path: 'import', label: 'Import', first: 'Import responses' },
  run: { task: 'trajectory', label: 'Make responses by a run' },
}

export const ResponsesList = (data: ItemListData) => (
  <ItemList {...data} kind={RESPONSES} acts={listActs} more={runLinks(data.project.slug, 'RESPONSE')} />
)
