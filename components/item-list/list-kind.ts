import type { ColumnDef } from '@tanstack/react-table'
import type { ReactNode } from 'react'
import type { ListState } from '@/lib/core/item/list-state'
import type { ItemStage } from '@/lib/core/item/lists'
import type { ItemRow } from '@/lib/core/item/row'
import type { ListFeatures } from '../data-table/features'
import type { FilterName, FlagName } from './filter-bar'

/** A row as the table has it: with the address of its own page. */
export type ListRow = ItemRow & { href: string }

/** What makes the list of one stage differ from the others. */
export interface ItemListKind {
  stage: ItemStage
  /** "chain", "chains" */
  one: string
  many: string
  /** Columns in order; each a header, a cell and a meta. */
  columns: ColumnDef<ListFeatures, ListRow>[]
  /** Ids of those shown when nobody chose. */
  firstColumns: string[]
  filters: readonly FilterName[]
  flags: readonly FlagName[]
  /** What a search looks through: "titles and explanations". */
  searched: string
  /** What to say where there is none yet. */
  empty: string
  /** Where more of them come from; for curators, beside the search. */
  more?: { path: string; label: string; first: string }
  /** The run that makes them; for curators, while there are none. */
  run?: { task: string; label: string }
}

/** A change of what a list shows; as a function where it builds on what is shown, or about to be. */
export type ListChange = Partial<ListState> | ((now: ListState) => Partial<ListState>)

type Act<T> = (input: unknown) => Promise<{ ok: true; data: T } | { ok: false; message: string }>

/** What a list has done by the server. */
export interface ListActs {
  archive: Act<{ archived: number }>
  restore: Act<{ restored: number }>
  saveView: Act<{ id: string }>
  deleteView: Act<unknown>
}

/** What was chosen in a list, for acts of one stage alone. */
export interface Chosen {
  projectId: string
  stage: ItemStage
  itemIds?: string[]
  filter?: object
}
export type MoreActs = (chosen: Chosen, address: string) => ReactNode
