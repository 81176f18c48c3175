import type { ListActs } from '@/components/item-list/list-kind'
import { archiveItemsAction, deleteViewAction, restoreItemsAction, saveViewAction } from './chains/actions'

/** What every list of items has done by the server. */
export const listActs: ListActs = {
  archive: archiveItemsAction,
  restore: restoreItemsAction,
  saveView: saveViewAction,
  deleteView: deleteViewAction,
}
