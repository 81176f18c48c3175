import type { Records } from '../records'
import type { FileNode, Files } from '../slices/computer'

/** What a repository says about the files of its folder. */

export interface FolderChanges {
  modified: string[]
  untracked: string[]
  deleted: string[]
}

/** Texts of the files below a folder, by their path in it. */
export const textsBelow = (files: Files, folder: string): Records<string> =>
  Object.fromEntries(
    Object.entries(files)
      .filter(([path, { kind }]) => kind === 'file' && path.startsWith(`${folder}/`))
      .map(([path, { text }]) => [path.slice(folder.length + 1), text]),
  )

export function compareTexts(tracked: Records<string>, now: Records<string>): FolderChanges {
  const has = (records: Records<string>, path: string) => Object.hasOwn(records, path)
  const paths = Object.keys(now).sort()
  return {
    modified: paths.filter((path) => has(tracked, path) && tracked[path] !== now[path]),
    untracked: paths.filter((path) => !has(tracked, path)),
    deleted: Object.keys(tracked)
      .filter((path) => !has(now, path))
      .sort(),
  }
}

export const countChanges = ({ modified, untracked, deleted }: FolderChanges) =>
  modified.length + untracked.length + deleted.length

/** The files of a folder that was made by cloning. */
export function clonedFiles(files: Files, folder: string, texts: Records<string>, owner: string, at: number): Files {
  const made: { [path: string]: FileNode } = { ...files, [folder]: { kind: 'folder', text: '', owner, at } }
  for (const [path, text] of Object.entries(texts)) made[`${folder}/${path}`] = { kind: 'file', text, owner, at }
  return made
}
