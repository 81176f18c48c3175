'use client'
import { ItemList, type ItemListData } from '@/components/item-list/item-list'
import type { ItemListKind } from '@/components/item-list/list-kind'
import { runLinks } from '@/components/runs/run-links'
import { listActs } from '../list-acts'
import { chainColumns, FIRST_COLUMNS } from './columns'

const CHAINS: ItemListKind = {
  stage: 'CHAIN',
  one: 'chain',
  many: 'chains',
  columns: chainColumns,
  firstColumns: FIRST_COLUMNS,
  filters: [
    'verdicts',
    'settledBy',
    'categoryIds',
    'severities',
    'intents',
    'origins',
    'steps',
    'capabilities',
    'findings',
    'models',
  ],
  flags: ['flagged'],
  searched: 'titles and explanations',
  empty: 'Behavior chains stand here once a file with them is imported.',
  more: { path: 'import', label: 'Import', first: 'Import chains' },
  run: { task: 'chain-synthesis', label: 'Make chains by a run' },
}

export const ChainsList = (data: ItemListData) => (
  <ItemList {...data} kind={CHAINS} acts={listActs} more={runLinks(data.project.slug, 'CHAIN')} />
)
