'use client'
import { ItemList, type ItemListData } from '@/components/item-list/item-list'
import type { ItemListKind } from '@/components/item-list/list-kind'
import { runLinks } from '@/components/runs/run-links'
import { listActs } from '../list-acts'
import { FIRST_COLUMNS, instructionColumns } from './columns'

const INSTRUCTIONS: ItemListKind = {
  stage: 'INSTRUCTION',
  one: 'instruction',
  many: 'instructions',
  columns: instructionColumns,
  firstColumns: FIRST_COLUMNS,
  filters: [
    ...(['verdicts', 'settledBy', 'categoryIds', 'severities', 'intents', 'splits', 'origins'] as const),
    ...(['sources', 'models'] as const),
    ...(['languages', 'capabilities', 'findings'] as const),
  ],
  flags: ['flagged', 'stale', 'quarantined'],
  searched: 'their texts',
  empty: 'Instructions are made from passed chains by a run, or come with a file.',
  more: { path: 'import', label: 'Import', first: 'Import instructions' },
  run: { task: 'instruction-benign', label: 'Make instructions by a run' },
}

export const InstructionsList = (data: ItemListData) => (
  <ItemList {...data} kind={INSTRUCTIONS} acts={listActs} more={runLinks(data.project.slug, 'INSTRUCTION')} />
)
