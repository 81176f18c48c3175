import { columnVisibilityFeature, rowSelectionFeature, tableFeatures } from '@tanstack/react-table'

/** What a list needs of each of its columns beside header and cell. */
export interface ListColumnMeta {
  /** As the column menu and the sorted header's description name it. */
  name: string
  /** CSS width in the fixed layout; the one column without takes the rest. */
  width?: string
  /** The sort of the list that this column's header sets. */
  sort?: string
  /** Classes of its cells: "num", or where it stands when rows fold on a phone. */
  cell?: string
  /** Not to be hidden. */
  fixed?: boolean
}

/** Sorting, filters and pages are the server's: here are only the columns shown and the rows picked. */
export const listFeatures = tableFeatures({
  columnVisibilityFeature,
  rowSelectionFeature,
  columnMeta: {} as ListColumnMeta,
})
export type ListFeatures = typeof listFeatures
